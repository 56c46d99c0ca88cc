import { useCallback, useEffect, useRef, useState } from "react";
import { lastAtMost } from "@/lib/shared/trace-model/trace-index";

const SLOWEST_MILLIS = 650;
const FASTEST_MILLIS = 40;
/** A whole run plays in about this time, within the bounds above. */
const WHOLE_RUN_MILLIS = 30_000;

export type RunPlayer = {
  /** Place of the cursor among the steps, from 0. */
  readonly position: number;
  readonly playing: boolean;
  readonly go: (position: number) => void;
  readonly toggle: () => void;
  /** To the next (1) or previous (-1) firing. */
  readonly toFiring: (direction: 1 | -1) => void;
};

/** Moves the cursor of a run over `steps`; playing ends at the last one and at any move by hand. */
export function useRunPlayer(
  steps: readonly number[],
  firingSteps: readonly number[],
  cursorStep: number,
  onCursorStep: (step: number) => void,
): RunPlayer {
  const position = Math.max(0, lastAtMost(steps, cursorStep));
  const [playing, setPlaying] = useState(false);
  const last = steps.length - 1;
  const latest = useRef({ position, onCursorStep });
  useEffect(() => {
    latest.current = { position, onCursorStep };
  });

  useEffect(() => {
    if (!playing) return;
    const pace = Math.min(SLOWEST_MILLIS, Math.max(FASTEST_MILLIS, WHOLE_RUN_MILLIS / Math.max(1, steps.length)));
    const timer = setInterval(() => {
      const next = latest.current.position + 1;
      if (next >= last) setPlaying(false);
      const step = steps[Math.min(next, last)];
      if (step !== undefined) latest.current.onCursorStep(step);
    }, pace);
    return () => clearInterval(timer);
  }, [playing, steps, last]);

  const go = useCallback(
    (to: number) => {
      setPlaying(false);
      const step = steps[Math.min(Math.max(0, to), last)];
      if (step !== undefined) onCursorStep(step);
    },
    [steps, last, onCursorStep],
  );

  const toggle = () => {
    if (!playing && position >= last && steps[0] !== undefined) onCursorStep(steps[0]);
    setPlaying(!playing);
  };
  const toFiring = (direction: 1 | -1) => {
    const now = steps[position] ?? 0;
    const target =
      direction === 1 ? firingSteps.find((step) => step > now) : firingSteps.findLast((step) => step < now);
    if (target !== undefined) go(lastAtMost(steps, target));
  };
  return { position, playing, go, toggle, toFiring };
}
