/** The keyed state and the timers of one operator subtask, by key group. */
import { keyGroupOf } from "@/lib/shared/cluster-model/key-group-of";
import { namespaceText } from "@/lib/shared/trace-model/namespace-text";
import { unquote } from "@/lib/shared/trace-model/record-label";
import type { StateEntry } from "@/lib/shared/trace-model/state-at";
import type { TimerNow } from "@/lib/shared/cluster-model/timers-at";
import { smallest, textOrder } from "@/lib/shared/trace-model/text-order";
import { formatDuration } from "@/lib/shared/trace-model/time-format";
import type { TraceIndex } from "@/lib/shared/trace-model/trace-index";

const MAX_ROWS = 60;

export type SubtaskContent = {
  readonly operator: number;
  readonly subtask: number;
  readonly entries: readonly StateEntry[];
  readonly timers: readonly TimerNow[];
};

export function SubtaskState({
  index,
  content,
  parallelism,
}: {
  index: TraceIndex;
  content: SubtaskContent;
  parallelism: number;
}) {
  const { operator, subtask, entries, timers } = content;
  const facts = index.operators[operator];
  if (facts === undefined) return null;
  const keyed = firstRows(
    entries.map((entry) => ({ entry, group: keyGroupOf(entry.key, facts, { subtask, parallelism }) })),
  );
  return (
    <div className="min-w-0">
      <h4 className="pb-4 text-sm">
        <span className="font-semibold">{`Subtask ${subtask + 1} of ${parallelism}`}</span>
        <span className="text-ink-2">{keyGroupRange(facts.maxParallelism, parallelism, subtask)}</span>
      </h4>
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            <th scope="col" className="w-[52px] py-4 pr-12 text-right font-normal">
              group
            </th>
            {["key", "state", "value"].map((heading) => (
              <th key={heading} scope="col" className="py-4 pr-12 font-normal">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="font-mono">
          {keyed.map(({ entry, group }) => (
            <tr key={`${entry.state}/${entry.key}/${entry.namespace}`} className="border-b border-line align-top">
              <td className="py-4 pr-12 text-right text-ink-2">{group ?? "–"}</td>
              <th scope="row" className="py-4 pr-12 text-left font-normal wrap-anywhere">
                {unquote(entry.key)}
              </th>
              <td className="py-4 pr-12 wrap-anywhere">
                {[entry.state, namespaceText(index.format, entry.namespace)].filter((part) => part !== "").join(" ")}
              </td>
              <td className="py-4 wrap-anywhere">{entry.value}</td>
            </tr>
          ))}
          {timers.slice(0, MAX_ROWS).map((timer) => (
            <tr
              key={`${timer.domain}/${timer.timestamp}/${timer.namespace}/${timer.key}`}
              className="border-b border-line align-top"
            >
              <td className="py-4 pr-12 text-right text-ink-2">
                {keyGroupOf(timer.key, facts, { subtask, parallelism }) ?? "–"}
              </td>
              <th scope="row" className="py-4 pr-12 text-left font-normal wrap-anywhere">
                {unquote(timer.key)}
              </th>
              <td className="py-4 pr-12 text-ink-2 wrap-anywhere">
                {["timer", namespaceText(index.format, timer.namespace)].filter((part) => part !== "").join(" ")}
              </td>
              <td className="py-4 wrap-anywhere">{dueWords(index, timer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length + timers.length === 0 ? <p className="pt-4 text-sm text-ink-2">No state, no timers.</p> : null}
      {entries.length > MAX_ROWS ? (
        <p className="pt-4 text-sm text-ink-2">{`and ${entries.length - MAX_ROWS} more entries`}</p>
      ) : null}
    </div>
  );
}

/** `, key groups 0 to 63`: the contiguous range that Flink gives to a subtask. */
function keyGroupRange(maxParallelism: number, parallelism: number, subtask: number): string {
  const first = Math.floor((subtask * maxParallelism + parallelism - 1) / parallelism);
  const last = Math.floor(((subtask + 1) * maxParallelism - 1) / parallelism);
  return `, key groups ${first} to ${last}`;
}

function dueWords(index: TraceIndex, { domain, timestamp }: TimerNow): string {
  return domain === "event-time"
    ? `due at ${index.format.time(timestamp)}`
    : `due at +${formatDuration(timestamp - index.startedAt)}`;
}

type Row = { readonly entry: StateEntry; readonly group: number | null };

/** The rows that are shown: by key group, then by key, window and name of the state. */
function firstRows(rows: readonly Row[]): Row[] {
  return smallest(
    rows,
    MAX_ROWS,
    (a, b) =>
      (a.group ?? -1) - (b.group ?? -1) ||
      textOrder(a.entry.key, b.entry.key) ||
      textOrder(a.entry.namespace, b.entry.namespace) ||
      textOrder(a.entry.state, b.entry.state),
  );
}
