"use client";

/** The checkpoints at the cursor: the list of them, and one as it travels through the tasks. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo, useState } from "react";
import { checkpointAt, checkpointsAt } from "@/lib/shared/cluster-model/checkpoint-at";
import { clusterIndexOf, positionAt } from "@/lib/shared/cluster-model/cluster-index";
import { CheckpointLegend } from "./checkpoint-legend";
import { CheckpointList } from "./checkpoint-list";
import { CheckpointTable } from "./checkpoint-table";
import { tellingSentences } from "./checkpoint-words";
import { StateFiles } from "./state-files";

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
