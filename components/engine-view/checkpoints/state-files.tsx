/** The files of incremental checkpoints: a row for each file, a column for each checkpoint; what is shared is written once. */
import { formatBytes } from "@/lib/shared/cluster-model/byte-format";
import { stateOf } from "@/lib/shared/cluster-model/checkpoint-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import { reached } from "@/lib/shared/cluster-model/moment";
import type { CheckpointRun, StateFile } from "@/lib/shared/cluster-model/reduce-checkpoints";
import { taskName } from "./checkpoint-words";
import { SideScroll } from "../side-scroll";

const MAX_COLUMNS = 8;

type FileRow = {
  readonly id: string;
  readonly file: StateFile;
  /** By checkpoint. */
  readonly uses: ReadonlyMap<number, StateFile>;
};

type Props = { index: ClusterIndex; runs: readonly CheckpointRun[]; position: number };

export function StateFiles({ index, runs, position }: Props) {
  const shown = runs.slice(-MAX_COLUMNS).filter((run) => stateOf(run, position) !== "aborted");
  const rows = fileRows(shown, position);
  if (rows.length === 0) return null;
  return (
    <SideScroll label="Files of the state">
      <table className="border-collapse text-sm whitespace-nowrap">
        <caption className="pane-heading pb-6 text-left">
          Files of the state: written by one checkpoint, shared by those after it
        </caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            <th scope="col" className="sticky left-0 z-1 bg-paper py-4 pr-18 font-normal">
              file
            </th>
            <th scope="col" className="py-4 pr-18 font-normal">
              of
            </th>
            <th scope="col" className="py-4 pr-18 text-right font-normal">
              size
            </th>
            {shown.map((run) => (
              <th key={run.checkpoint} scope="col" className="px-12 py-4 text-center font-normal">
                {run.checkpoint}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, file, uses }) => (
            <tr key={id} className="border-b border-line">
              <th scope="row" className="sticky left-0 z-1 bg-paper py-4 pr-18 text-left font-mono font-normal">
                {file.file}
              </th>
              <td className="py-4 pr-18">{taskName(index, file)}</td>
              <td className="py-4 pr-18 text-right font-mono">{formatBytes(file.bytes)}</td>
              {shown.map((run) => (
                <td key={run.checkpoint} className="px-12 text-center">
                  <Use use={uses.get(run.checkpoint)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

function Use({ use }: { use: StateFile | undefined }) {
  if (use === undefined) return null;
  return use.shared ? (
    <span className="text-ink-2">shared</span>
  ) : (
    <span className="font-semibold text-barrier">written</span>
  );
}

function fileRows(runs: readonly CheckpointRun[], position: number): FileRow[] {
  const rows = new Map<string, { id: string; file: StateFile; uses: Map<number, StateFile> }>();
  for (const run of runs) {
    for (const file of run.files) {
      if (!reached(file.at, position)) continue;
      const id = `${file.operator}/${file.subtask}/${file.file}`;
      const row = rows.get(id) ?? { id, file, uses: new Map<number, StateFile>() };
      row.uses.set(run.checkpoint, file);
      rows.set(id, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.file.operator - b.file.operator || a.file.subtask - b.file.subtask);
}
