"use client";

/** One run of a scene to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import { type ReactNode, useMemo, useState } from "react";
import { BreakActions } from "@/components/engine-view/break-actions";
import { RunView } from "@/components/engine-view/run-view";
import { RUN_VIEWS, type RunViewId } from "@/components/engine-view/run-views";
import type { SceneRun } from "@/components/engine-view/use-scene-runs";
import type { BreakOption } from "@/lib/shared/cluster-model/break-options";
import { findSceneEvent, traceBefore } from "@/lib/shared/scenes/scene-run";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";
import { RunChoice } from "./run-choice";

/** The view that a scene opens first. */
export function viewOf({ view }: SceneMeta): RunViewId | undefined {
  return RUN_VIEWS.find(({ id }) => id === view)?.id;
}

/**
 * The run with its cursor. Before the answer it ends where the question is; where the scene goes on from a savepoint,
 * that is the end of the first run.
 */
export function SceneView(props: {
  meta: SceneMeta;
  run: SceneRun;
  open: boolean;
  beside: ReactNode;
  /** The step at which the learner broke something last; null where nothing is broken. */
  brokenAt: number | null;
  onBreak: (option: BreakOption) => void;
}) {
  const { run, open } = props;
  const [part, setPart] = useState<"first" | "restored">(open && run.restored !== null ? "restored" : "first");
  const shown = part === "restored" && run.restored !== null ? run.restored : run.first;
  const holdsTheAnswer = shown === (run.restored ?? run.first);
  return (
    <>
      {open && run.restored !== null && (
        <RunChoice
          name="part"
          legend="Which of the two runs is shown"
          options={[
            { id: "first", label: "up to the savepoint" },
            { id: "restored", label: "restored from it" },
          ]}
          chosen={part}
          onChoose={(id) => setPart(id === "first" ? "first" : "restored")}
        />
      )}
      <ShownRun key={part} {...props} trace={shown.trace} holdsTheAnswer={holdsTheAnswer} />
    </>
  );
}

type ShownRunProps = {
  meta: SceneMeta;
  open: boolean;
  beside: ReactNode;
  /** The step at which the learner broke something last; null where nothing is broken. */
  brokenAt: number | null;
  onBreak: (option: BreakOption) => void;
  trace: TraceLog;
  holdsTheAnswer: boolean;
};

function ShownRun({ meta, open, beside, brokenAt, onBreak, trace: whole, holdsTheAnswer }: ShownRunProps) {
  const { question } = meta;
  const mayBreak = open && meta.restore === undefined;
  const decisive = useMemo(
    () => (holdsTheAnswer ? findSceneEvent(whole, question.before) : null),
    [whole, holdsTheAnswer, question.before],
  );
  const trace = useMemo(
    () => (open || decisive === null ? whole : traceBefore(whole, decisive)),
    [open, decisive, whole],
  );
  const shown =
    open && holdsTheAnswer ? (findSceneEvent(whole, question.shownAt ?? question.before) ?? decisive) : null;
  const [cursorStep, setCursorStep] = useState(brokenAt ?? shown?.step ?? trace.events.at(-1)?.step ?? 0);
  const operator = trace.operators.findIndex(({ name }) => name === meta.operator);
  return (
    <RunView
      trace={trace}
      wholeTrace={whole}
      actions={mayBreak ? (step) => <BreakActions trace={whole} step={step} onBreak={onBreak} /> : undefined}
      beside={beside}
      cursorStep={cursorStep}
      onCursorStep={setCursorStep}
      operator={operator === -1 ? undefined : operator}
      firstView={viewOf(meta)}
    />
  );
}
