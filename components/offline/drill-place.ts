import type { DrillPlace } from "@/lib/shared/drills/drill";

/** The address of a drill on the device. */
export function drillHere({ level, seed }: DrillPlace): string {
  return `/offline/drills?level=${level}&seed=${seed}`;
}
