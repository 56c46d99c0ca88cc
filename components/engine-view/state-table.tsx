import type { TraceLog } from "@tidemark/engine/trace";
import { unquote } from "@/lib/shared/trace-model/record-label";
import type { SubtaskState } from "@/lib/shared/trace-model/state-at";
import { namespaceText } from "@/lib/shared/trace-model/namespace-text";
import { smallest, textOrder } from "@/lib/shared/trace-model/text-order";
import { indexOf, operatorName } from "@/lib/shared/trace-model/trace-index";

const MAX_ROWS = 12;
const MAX_CHARACTERS = 72;

function shorten(value: string): string {
  return value.length > MAX_CHARACTERS ? `${value.slice(0, MAX_CHARACTERS - 1)}…` : value;
}

/** The keyed state of one operator subtask at the cursor. */
export function StateTable({ trace, state }: { trace: TraceLog; state: SubtaskState }) {
  const index = indexOf(trace);
  const rows = smallest(
    state.entries,
    MAX_ROWS,
    (a, b) => textOrder(a.key, b.key) || textOrder(a.namespace, b.namespace) || textOrder(a.state, b.state),
  );
  const several = state.entries.some((entry) => entry.state !== state.entries[0]?.state);
  const windowed = state.entries.some((entry) => entry.namespace !== "");
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="pane-heading pb-6 text-left">{`Keyed state of ${operatorName(index, state.operator, state.subtask)}`}</caption>
      <thead>
        <tr className="border-b border-line-strong text-left text-ink-2">
          <th scope="col" className="py-4 pr-12 font-normal">
            {["key", windowed ? "window" : "", several ? "state" : ""].filter((part) => part !== "").join(", ")}
          </th>
          <th scope="col" className="py-4 text-right font-normal">
            value
          </th>
        </tr>
      </thead>
      <tbody className="font-mono">
        {rows.map((entry) => (
          <tr key={`${entry.state}/${entry.key}/${entry.namespace}`} className="border-b border-line">
            <th scope="row" className="py-6 pr-12 text-left align-top font-normal">
              <span className="whitespace-nowrap">
                {[unquote(entry.key), namespaceText(index.format, entry.namespace)]
                  .filter((part) => part !== "")
                  .join(" ")}
              </span>
              {several ? <span className="wrap-anywhere"> {entry.state}</span> : null}
            </th>
            <td
              title={entry.value}
              className={`py-6 align-top wrap-anywhere ${entry.value.length > 24 ? "min-w-[128px] text-xs" : "text-right"}`}
            >
              {shorten(entry.value)}
            </td>
          </tr>
        ))}
      </tbody>
      {state.entries.length > MAX_ROWS ? (
        <tfoot>
          <tr>
            <td colSpan={2} className="py-6 text-ink-2">{`and ${state.entries.length - MAX_ROWS} more entries`}</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
