import type { DrillPlace } from "@/lib/shared/drills/drill";

/** What a drill asks, as the browser may know it before the answer. */
export interface DrillQuestions {
  readonly place: DrillPlace;
  readonly watermarksAfter: readonly number[];
  /** The rows whose firings are asked, as they are shown. */
  readonly rows: readonly string[];
  readonly isOfSessions: boolean;
  readonly elementCount: number;
  readonly asksMoments: boolean;
  readonly asksDropped: boolean;
}

/** The id under which a drill's draft is kept. */
export function drillId({ level, seed }: DrillPlace): string {
  return `drill-${level}-${seed}`;
}
