"use client";

/** The checkpoints at the cursor: the list of them, and one as it travels through the tasks. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo, useState } from "react";
import { checkpointAt, checkpointsAt } from "@/lib/shared/cluster-model/checkpoint-at";
import { type ClusterIndex, clusterIndexOf, positionAt } from "@/lib/shared/cluster-model/cluster-index";
import { reached } from "@/lib/shared/cluster-model/moment";
import { formatDuration } from "@/lib/shared/trace-model/time-format";
import { CheckpointLegend } from "./checkpoint-legend";
import { CheckpointList } from "./checkpoint-list";
import { CheckpointTable } from "./checkpoint-table";
import { tellingSentences } from "./checkpoint-words";
import { StateFiles } from "./state-files";

const MAX_SKIPPED = 3;

type Props = {
  trace: TraceLog;
  cursorStep: number;
  onCursorStep: (step: number) => void;
};

export function CheckpointsView({ trace, cursorStep, onCursorStep }: Props) {
  const index = clusterIndexOf(trace);
  const position = positionAt(index.trace, cursorStep);
  const runs = useMemo(() => checkpointsAt(index, position), [index, position]);
  /** The checkpoint that was asked for, while the cursor has not moved on to a newer one. */
  const [asked, setAsked] = useState<{ checkpoint: number; newest: number } | null>(null);
  const newest = runs.at(-1);
  if (newest === undefined)
    return <NoCheckpoint first={index.checkpoints.runs[0]?.triggered.step} onCursorStep={onCursorStep} />;
  const run =
    (asked?.newest === newest.checkpoint && runs.find((each) => each.checkpoint === asked.checkpoint)) || newest;
  const checkpoint = checkpointAt(index, run, position);
  const event = index.trace.events[position];
  const now = { position, step: cursorStep, time: event?.processingTime ?? 0 };
  const sentences = tellingSentences(index, checkpoint, now.time);
  return (
    <div className="grid min-w-0 gap-24">
      <CheckpointList
        {...{ index, runs, position }}
        shown={run.checkpoint}
        onShow={(chosen) => setAsked({ checkpoint: chosen, newest: newest.checkpoint })}
      />
      <NotTriggered index={index} position={position} />
      <div className="grid min-w-0 gap-12">
        <CheckpointTable index={index} checkpoint={checkpoint} now={now} />
        {sentences.length === 0 ? null : (
          <ul className="grid max-w-[46rem] gap-4 font-serif text-base">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <CheckpointLegend />
      </div>
      <StateFiles {...{ index, runs, position }} />
    </div>
  );
}

/** The latest due triggers that were not carried out. */
function NotTriggered({ index, position }: { index: ClusterIndex; position: number }) {
  const skipped = index.checkpoints.notTriggered.filter(({ at }) => reached(at, position)).slice(-MAX_SKIPPED);
  if (skipped.length === 0) return null;
  return (
    <ul className="grid gap-4 text-sm text-ink-2">
      {skipped.map(({ at, reason }) => (
        <li
          key={at.position}
        >{`Due at +${formatDuration(at.time - index.trace.startedAt)}, but not triggered: ${reason}.`}</li>
      ))}
    </ul>
  );
}

/** Before the first checkpoint, or in a run without any. */
function NoCheckpoint({ first, onCursorStep }: { first: number | undefined; onCursorStep: Props["onCursorStep"] }) {
  if (first === undefined) {
    return (
      <p className="max-w-[42rem] font-serif text-prose">
        This run takes no checkpoints. A program asks for them with{" "}
        <code className="code-word">env.enableCheckpointing(…)</code>.
      </p>
    );
  }
  return (
    <p className="max-w-[42rem] font-serif text-prose">
      No checkpoint has been triggered yet.{" "}
      <button
        type="button"
        className="underline decoration-tide decoration-2 underline-offset-4"
        onClick={() => onCursorStep(first)}
      >
        {`Go to the first one, at step ${first}`}
      </button>
    </p>
  );
}
