import type { TraceLog } from "@tidemark/engine/trace";
import { useCallback, useMemo } from "react";
import { buildPlaneModel } from "@/lib/shared/trace-model/build-plane-model";
import { explainStep } from "@/lib/shared/trace-model/explain-step";
import { recordLife } from "@/lib/shared/trace-model/record-life";
import { indexOf, watermarkAt } from "@/lib/shared/trace-model/trace-index";
import { useRunPlayer } from "./use-run-player";

/** Everything that a view of a run needs for one cursor: model, sentence, watermarks, player. */
export function useRun(trace: TraceLog, cursorStep: number, onCursorStep: (step: number) => void, operator?: number) {
  const index = indexOf(trace);
  const model = useMemo(() => buildPlaneModel(trace, { operator }), [trace, operator]);
  const player = useRunPlayer(index.steps, model.firingSteps, cursorStep, onCursorStep);
  const step = index.steps[player.position] ?? 0;
  const sentence = useMemo(() => explainStep(trace, step), [trace, step]);
  const watermarks = useMemo(
    () => model.subtasks.map(({ subtask }) => watermarkAt(index, model.operator, subtask, step)),
    [index, model, step],
  );
  const lifeOf = useCallback((record: number) => recordLife(trace, record), [trace]);
  return { index, model, player, step, sentence, watermarks, lifeOf };
}
