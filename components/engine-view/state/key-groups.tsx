/**
 * How the last restore handed out state: for each operator the key groups of the old subtasks on the left, those of the
 * new ones on the right, and a band from one to the other for each stretch that moved; below, lists and what nobody took.
 */
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import { keyGroupBands, type KeyGroupBands, type KeyGroupRangeOf } from "@/lib/shared/cluster-model/key-group-bands";
import type { Assignment, ListMove } from "@/lib/shared/cluster-model/reduce-assignments";
import { originWords } from "@/lib/shared/trace-model/restore-words";
import { SideScroll } from "../side-scroll";

const WIDTH = 520;
const BAR = 132;
const ROW_MIN = 30;
const HEIGHT_MAX = 300;
const GAP = 4;

export function KeyGroups({ index, assignment }: { index: ClusterIndex; assignment: Assignment }) {
  const from = assignment.checkpoint === 0 ? "a savepoint" : originWords(assignment);
  return (
    <div className="grid min-w-0 gap-18">
      <h3 className="pane-heading">{`State from ${from}, restored at step ${assignment.at.step}`}</h3>
      {keyGroupBands(assignment).map((bands) => (
        <Bands key={bands.operator} index={index} bands={bands} />
      ))}
      {assignment.lists.length === 0 ? null : <Lists index={index} lists={assignment.lists} />}
      {assignment.unmapped.length === 0 ? null : (
        <ul className="grid max-w-[42rem] gap-4 font-serif text-base">
          {assignment.unmapped.map(({ operatorId, reason }) => (
            <li key={operatorId}>
              <span className="text-fail-text">State that no operator took: </span>
              <span className="font-mono text-sm wrap-anywhere">{operatorId}</span>
              {`. ${reason}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Bands({ index, bands: { operator, before, after, moves } }: { index: ClusterIndex; bands: KeyGroupBands }) {
  const facts = index.trace.operators[operator];
  const groups = facts?.maxParallelism ?? 128;
  const height = Math.min(HEIGHT_MAX, Math.max(before.length, after.length) * ROW_MIN * 2);
  const y = (group: number) => (group / groups) * height;
  const right = WIDTH - BAR;
  return (
    <figure className="min-w-0">
      <figcaption className="pb-6 text-sm text-ink-2">
        {`Key groups of ${facts?.name ?? ""}: ${before.length} ${before.length === 1 ? "subtask" : "subtasks"} before, ${after.length} now`}
      </figcaption>
      <SideScroll label={`Key groups of ${facts?.name ?? ""}`}>
        <svg width={WIDTH} height={height + 2} className="block text-sm" role="img" aria-label={bandsSentence(moves)}>
          {moves.map((move) => {
            const stays = move.fromSubtask === move.toSubtask;
            const [top, bottom] = [y(move.first) + GAP / 2, y(move.last + 1) - GAP / 2];
            const middle = WIDTH / 2;
            return (
              <path
                key={`${move.fromSubtask}/${move.toSubtask}/${move.first}`}
                d={`M${BAR} ${top}C${middle} ${top} ${middle} ${top} ${right} ${top}V${bottom}C${middle} ${bottom} ${middle} ${bottom} ${BAR} ${bottom}Z`}
                className={stays ? "fill-tide-wash stroke-tide" : "fill-barrier-wash stroke-barrier"}
                strokeWidth={0.75}
              >
                <title>{moveWords(move)}</title>
              </path>
            );
          })}
          {moves.map((move) => (
            <text
              key={`${move.fromSubtask}/${move.toSubtask}/${move.first}`}
              x={WIDTH / 2}
              y={(y(move.first) + y(move.last + 1)) / 2 + 4}
              textAnchor="middle"
              fontSize={12}
              className="fill-ink"
            >
              {y(move.last + 1) - y(move.first) < 15
                ? ""
                : `${move.fromSubtask === move.toSubtask ? "stays" : "moves"}, ${move.entries} ${move.entries === 1 ? "entry" : "entries"}`}
            </text>
          ))}
          <Bars ranges={before} x={0} y={y} />
          <Bars ranges={after} x={right} y={y} />
        </svg>
      </SideScroll>
    </figure>
  );
}

function Bars({ ranges, x, y }: { ranges: readonly KeyGroupRangeOf[]; x: number; y: (group: number) => number }) {
  return ranges.map(({ subtask, first, last }) => {
    const [top, bottom] = [y(first), y(last + 1)];
    return (
      <g key={subtask}>
        <rect
          x={x + 0.5}
          y={top + GAP / 2}
          width={BAR - 1}
          height={Math.max(2, bottom - top - GAP)}
          rx={3}
          className="fill-raised stroke-line-strong"
        />
        <text x={x + 8} y={(top + bottom) / 2 + 4} fontSize={12} className="fill-ink">
          {`subtask ${subtask + 1}`}
          <tspan dx={6} className="fill-ink-2 font-mono">{`${first}–${last}`}</tspan>
        </text>
      </g>
    );
  });
}

function moveWords(move: KeyGroupBands["moves"][number]): string {
  const groups = move.first === move.last ? `key group ${move.first}` : `key groups ${move.first} to ${move.last}`;
  return `${groups}: from subtask ${move.fromSubtask + 1} to subtask ${move.toSubtask + 1}, ${move.entries} entries`;
}

function bandsSentence(moves: KeyGroupBands["moves"]): string {
  return moves.map(moveWords).join("; ");
}

function Lists({ index, lists }: { index: ClusterIndex; lists: readonly ListMove[] }) {
  return (
    <table className="max-w-[42rem] border-collapse text-sm">
      <caption className="pb-6 text-left text-ink-2">Elements of list and union state</caption>
      <thead>
        <tr className="border-b border-line-strong text-left text-ink-2">
          {["operator", "kind", "from", "to", "elements"].map((heading) => (
            <th key={heading} scope="col" className="py-4 pr-18 font-normal">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lists.map(({ operator, fromSubtask, toSubtask, state, entries }, at) => (
          // Moves of a restore never change places.
          <tr key={at} className="border-b border-line">
            <th scope="row" className="py-4 pr-18 text-left font-normal">
              {index.trace.operators[operator]?.name}
            </th>
            <td className="py-4 pr-18">{state === "union" ? "union: everyone gets all" : "list: divided"}</td>
            <td className="py-4 pr-18">{`subtask ${fromSubtask + 1}`}</td>
            <td className="py-4 pr-18">{`subtask ${toSubtask + 1}`}</td>
            <td className="py-4 pr-18 text-right font-mono">{entries}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
