/**
 * Options by Flink's names that say how a job starts from a savepoint. The savepoint itself (`execution.state-recovery.path`)
 * is data and no path here: whoever makes the environment gives it.
 */
import { RecoveryClaimMode } from "./savepoint-future";
import { unparsable } from "./setting-checks";

export type RecoveryOptions = {
  /** Whose the savepoint is from then on; default `NO_CLAIM`. */
  readonly "execution.state-recovery.claim-mode"?: RecoveryClaimMode;
  /** Whether state that no operator takes is dropped; default false. */
  readonly "execution.state-recovery.ignore-unclaimed-state"?: boolean;
};

/** What was set of them. */
export type RecoverySettings = {
  readonly claimMode?: RecoveryClaimMode;
  readonly allowNonRestoredState?: boolean;
};

const CLAIM_MODE = "execution.state-recovery.claim-mode";
const IGNORE_UNCLAIMED = "execution.state-recovery.ignore-unclaimed-state";

/** The names of these options. */
export const RECOVERY_OPTIONS: readonly string[] = [CLAIM_MODE, IGNORE_UNCLAIMED];

/** What a program has set of them so far. */
export class RecoveryConfiguration {
  #settings: RecoverySettings = {};

  /**
   * Takes the options that it knows, and gives back the others.
   * Errors: `IllegalArgumentException` for a value that Flink does not take.
   */
  take(options: object): Record<string, unknown> {
    const others: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      if (name === CLAIM_MODE) this.#settings = { ...this.#settings, claimMode: claimModeOf(value) };
      else if (name === IGNORE_UNCLAIMED) {
        if (typeof value !== "boolean") throw unparsable(name, value, "Give true or false.");
        this.#settings = { ...this.#settings, allowNonRestoredState: value };
      } else others[name] = value;
    }
    return others;
  }

  settings(): RecoverySettings {
    return this.#settings;
  }
}

function claimModeOf(value: unknown): RecoveryClaimMode {
  const known = Object.values(RecoveryClaimMode).find((mode) => mode === value);
  if (known !== undefined) return known;
  throw unparsable(CLAIM_MODE, value, "Use RecoveryClaimMode.NO_CLAIM or RecoveryClaimMode.CLAIM.");
}
