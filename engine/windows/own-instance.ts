/**
 * Triggers, evictors and assigners of one's own, one for each subtask and attempt, as Flink reads them back there.
 */
import { instantiate } from "../operators/index";

/** A copy, where the object has fields that a subtask could change; what has none that can be seen is shared. */
export function ownInstance<T extends object>(part: T): T {
  return Object.keys(part).length === 0 ? part : instantiate(part);
}
