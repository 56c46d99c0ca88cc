/** The checkpoints that have been triggered by the cursor; one of them is shown in full. */
import { checkpointAt } from "@/lib/shared/cluster-model/checkpoint-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import type { CheckpointRun } from "@/lib/shared/cluster-model/reduce-checkpoints";
import { formatDuration } from "@/lib/shared/trace-model/time-format";
import { runName, sizeWords, stateWords } from "./checkpoint-words";
import { SideScroll } from "../side-scroll";

/** Older ones are only counted. */
const MAX_ROWS = 8;
const HEADINGS = ["", "triggered", "state", "end to end", "full size", "written", "in flight"];

type Props = {
  index: ClusterIndex;
  runs: readonly CheckpointRun[];
  position: number;
  shown: number;
  onShow: (checkpoint: number) => void;
};

export function CheckpointList({ index, runs, position, shown, onShow }: Props) {
  const rows = runs.slice(-MAX_ROWS).reverse();
  return (
    <SideScroll label="Checkpoints">
      <table className="w-full border-collapse text-sm whitespace-nowrap">
        <caption className="pane-heading pb-6 text-left">Checkpoints</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            {HEADINGS.map((heading, at) => (
              <th key={heading} scope="col" className={`py-4 font-normal ${at > 2 ? "pl-18 text-right" : "pr-18"}`}>
                {heading === "" ? <span className="visually-hidden">checkpoint</span> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((run) => (
            <Row key={run.checkpoint} {...{ index, run, position, onShow }} isShown={run.checkpoint === shown} />
          ))}
        </tbody>
      </table>
      {runs.length > MAX_ROWS ? (
        <p className="pt-6 text-sm text-ink-2">{`and ${runs.length - MAX_ROWS} before them`}</p>
      ) : null}
    </SideScroll>
  );
}

function Row(props: Pick<Props, "index" | "position" | "onShow"> & { run: CheckpointRun; isShown: boolean }) {
  const { index, run, position, isShown, onShow } = props;
  const checkpoint = checkpointAt(index, run, position);
  const { state, stateBytes, uploadedBytes, inFlightBytes } = checkpoint;
  const took = state === "in progress" || run.end === null ? "" : formatDuration(run.end.at.time - run.triggered.time);
  const colour = state === "aborted" ? "text-fail-text" : state === "completed" ? "" : "text-barrier";
  return (
    <tr className={`border-b border-line ${isShown ? "bg-barrier-wash" : ""}`}>
      <th scope="row" className="py-2 pr-18 text-left font-normal">
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => onShow(run.checkpoint)}
          className={`min-h-[28px] px-6 underline decoration-line-strong underline-offset-4 ${isShown ? "font-semibold" : ""}`}
        >
          {runName(run)}
        </button>
      </th>
      <td className="py-2 pr-18 font-mono">{`+${formatDuration(run.triggered.time - index.trace.startedAt)}`}</td>
      <td className={`py-2 pr-18 ${colour}`}>{stateWords(checkpoint)}</td>
      <td className="py-2 pl-18 text-right font-mono">{took}</td>
      <td className="py-2 pl-18 text-right font-mono">{sizeWords(stateBytes)}</td>
      <td className="py-2 pl-18 text-right font-mono">{sizeWords(uploadedBytes)}</td>
      <td className="py-2 pl-18 text-right font-mono">{sizeWords(inFlightBytes)}</td>
    </tr>
  );
}
