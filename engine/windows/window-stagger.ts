/**
 * How far the tumbling windows of a subtask lie from those of the grid, so that not all subtasks fire at once. Answers
 * to Flink's `WindowStagger`. The stagger is found at the first record of a subtask and attempt, and stays.
 */
import { TimeWindow } from "./window";
import type { WindowAssignerContext } from "./window-assigner";

/** `ALIGNED`: not at all; `RANDOM`: by chance; `NATURAL`: as the clock lies in its window when the first record comes. */
export const WindowStagger = {
  ALIGNED: "ALIGNED",
  RANDOM: "RANDOM",
  NATURAL: "NATURAL",
} as const;

export type WindowStagger = (typeof WindowStagger)[keyof typeof WindowStagger];

/** The stagger in milliseconds, from 0 to the size of the windows, exclusive. */
export function staggerOffset(stagger: WindowStagger, context: WindowAssignerContext, sizeMillis: number): number {
  if (stagger === "ALIGNED") return 0;
  if (stagger === "RANDOM") return Math.trunc(context.random() * sizeMillis);
  const now = context.getCurrentProcessingTime();
  return Math.max(0, now - TimeWindow.getWindowStartWithOffset(now, 0, sizeMillis));
}
