import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { planeModelOf } from "@/lib/shared/trace-model/build-plane-model";
import { explainStep } from "@/lib/shared/trace-model/explain-step";
import { indexOf } from "@/lib/shared/trace-model/trace-index";
import { useRunPlayer } from "./use-run-player";

/** Everything that the views of a run share at one cursor: index, model of the plane, sentence, player. */
export function useRun(trace: TraceLog, cursorStep: number, onCursorStep: (step: number) => void, operator?: number) {
  const index = indexOf(trace);
  const model = planeModelOf(trace, operator);
  const player = useRunPlayer(index.steps, model.firingSteps, cursorStep, onCursorStep);
  const step = index.steps[player.position] ?? 0;
  const sentence = useMemo(() => explainStep(trace, step), [trace, step]);
  return { index, model, player, step, sentence };
}
