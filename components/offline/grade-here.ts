import type { LoadedBundle } from "@/lib/client/offline/study-bundle";
import { gradeItem } from "@/lib/shared/content/grade-item";
import type { GradedAnswer } from "@/lib/shared/content/graded-answer";
import type { ScoredEvent } from "@/lib/shared/offline/outbox-event";
import { drillScore } from "@/lib/client/offline/drill-on-device";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";

const graded = new WeakMap<object, GradedAnswer | null>();

/** Grades an answer as the server will; null when it does not fit the item as it is on this device. */
export function gradeHere(item: BundledItem, response: unknown): GradedAnswer | null {
  const key = typeof response === "object" && response !== null ? response : null;
  const known = key === null ? undefined : graded.get(key);
  if (known !== undefined) return known;
  const result = tryGrade(item, response);
  if (key !== null) graded.set(key, result);
  return result;
}

function tryGrade(item: BundledItem, response: unknown): GradedAnswer | null {
  try {
    return gradeItem(item.meta, response);
  } catch {
    return null;
  }
}

/** The score of an answer or a prediction in the outbox, from 0 to 1; null when what it answers is not on this device or has changed. */
export function scoreHere(bundle: LoadedBundle, event: ScoredEvent): number | null {
  if (event.kind === "drill-prediction") return drillScore(event);
  const item = bundle.byId.get(event.itemId);
  return item === undefined ? null : (gradeHere(item, event.response)?.result.score ?? null);
}
