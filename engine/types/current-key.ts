/**
 * The key that an operator works for now, with everything that is computed from it once: its identity, its Java hash
 * code and its key group. The keyed backend sets it; state tables and timers read it. Answers to Flink's
 * `InternalKeyContext`.
 */
import type { KeyIdentity } from "../core/index";

/** One for each keyed operator subtask; its fields change with every record and timer. */
export class CurrentKey {
  /** False before the first key; the other fields mean nothing then. */
  isSet = false;
  key: unknown = undefined;
  identity: KeyIdentity = undefined;
  /** Java's hash code of the key. */
  hashCode = 0;
  keyGroup = 0;
}
