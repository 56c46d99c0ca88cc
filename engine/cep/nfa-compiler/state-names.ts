/**
 * The names of states. Answers to Flink's `NFAStateNameHandler`.
 */
import { malformedPattern } from "../errors";

const DELIMITER = ":";

/** The name of the state behind which no stage follows. */
export const ENDING_STATE_NAME = "$endState$";

/** The stage's name of a state's: what stands before the first colon, as Java's `split` gives it. */
export function originalName(stateName: string): string {
  const end = stateName.indexOf(DELIMITER);
  return end === -1 ? stateName : stateName.slice(0, end);
}

/** Whether the name is not the first of its stage; quantifier windows ask this. */
export function isRepeatedName(stateName: string): boolean {
  return stateName.includes(DELIMITER);
}

export class StateNames {
  readonly #used = new Set<string>();

  /** Refuses a name of a stage that another one has. */
  checkUniqueness(name: string): void {
    if (this.#used.has(name)) {
      throw malformedPattern(
        `Duplicate pattern name: ${name}. Names must be unique.`,
        "Give every stage a name of its own, also inside groups.",
      );
    }
    this.#used.add(name);
  }

  clear(): void {
    this.#used.clear();
  }

  /** The name itself when it is free, else with the first free number behind it. */
  unique(baseName: string): string {
    let candidate = baseName;
    for (let counter = 0; this.#used.has(candidate); counter++) candidate = `${baseName}${DELIMITER}${counter}`;
    this.#used.add(candidate);
    return candidate;
  }
}
