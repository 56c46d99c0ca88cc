/**
 * How the `cases.ts` of an exercise describes its runs; `scripts/build-exercise-cases.ts` adds the rows that
 * the exercise's oracle expects and writes `cases.json`.
 */
import type { ExpectedSink } from "@tidemark/engine/grade";
import type {
  InputElement,
  InputStream,
  PlainValue,
  RunBudgets,
  RunFault,
  RunSettings,
} from "@tidemark/engine/worker-client";
import type { ExerciseCase } from "./exercise-schema";

/** A run without its expected rows; what is left out is as in `DEFAULT_SETTINGS` and `DEFAULT_BUDGETS`. */
export type CaseDefinition = {
  readonly id: string;
  readonly title: string;
  readonly visible: boolean;
  readonly inputs: readonly InputStream[];
  readonly settings?: Partial<RunSettings>;
  readonly faults?: readonly RunFault[];
  readonly seed?: number;
  readonly budgets?: Partial<RunBudgets>;
};

/** What the `oracle.ts` of an exercise exports: the rows by a plain computation over the elements. */
export type Oracle = (inputs: readonly InputStream[]) => ExpectedSink[];

/** Monday, 5 January 2026, noon UTC: when the runs of hand-made cases start. */
export const NOON = Date.UTC(2026, 0, 5, 12);

export const DEFAULT_SETTINGS: RunSettings = {
  parallelism: 1,
  maxParallelism: 128,
  taskManagers: 2,
  slotsPerTaskManager: 2,
  autoWatermarkIntervalMillis: 200,
  checkpointIntervalMillis: 5_000,
  startProcessingTimeMillis: NOON,
};

export const DEFAULT_BUDGETS: RunBudgets = {
  steps: 200_000,
  records: 100_000,
  stateEntries: 20_000,
  wallClockMillis: 5_000,
};

/** The case as `cases.json` holds it. */
export function completeCase(definition: CaseDefinition, oracle: Oracle): ExerciseCase {
  const { id, title, visible, inputs } = definition;
  const plain = {
    id,
    title,
    visible,
    inputs,
    expected: oracle(inputs),
    settings: { ...DEFAULT_SETTINGS, ...definition.settings },
    faults: definition.faults ?? [],
    seed: definition.seed ?? 1,
    budgets: { ...DEFAULT_BUDGETS, ...definition.budgets },
  };
  return JSON.parse(JSON.stringify(plain)) as ExerciseCase;
}

/** `12:00:07` or `12:00:07.250` on the day of `NOON`, in milliseconds since 1970. */
export function at(timeOfDay: string): number {
  const millis = Date.parse(`2026-01-05T${timeOfDay}Z`);
  if (Number.isNaN(millis)) throw new Error(`${timeOfDay} is no time of day.`);
  return millis;
}

/**
 * A stream whose values arrive one by one, `gapMillis` apart. They are dealt to the partitions in turn, or lie where
 * `partitionOf` says.
 */
export function arriving<T extends PlainValue>(
  name: string,
  values: readonly T[],
  options: {
    readonly gapMillis: number;
    readonly partitions?: number;
    readonly partitionOf?: (value: T) => number;
  },
): InputStream {
  const partitions = options.partitions ?? 1;
  const elements = values.map(
    (value, index): InputElement => ({
      value,
      arrivalMillis: (index + 1) * options.gapMillis,
      partition: options.partitionOf?.(value) ?? index % partitions,
    }),
  );
  return { name, elements };
}

/**
 * The values in another order of arrival: each is delayed by less than `boundMillis` of event time, so that none
 * is more than the bound behind the newest before it. The same seed gives the same order.
 */
export function disordered<T>(
  values: readonly T[],
  timeOf: (value: T) => number,
  options: { readonly boundMillis: number; readonly seed: number },
): T[] {
  let state = options.seed;
  const nextRatio = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
  return values
    .map((value, index) => ({ value, index, due: timeOf(value) + nextRatio() * options.boundMillis * 0.95 }))
    .sort((a, b) => a.due - b.due || a.index - b.index)
    .map(({ value }) => value);
}

/** All values of a stream in order of arrival; elements that arrive at once keep the order of their listing. */
export function valuesInArrivalOrder<T>(inputs: readonly InputStream[], name: string): T[] {
  const stream = inputs.find((input) => input.name === name);
  if (stream === undefined) throw new Error(`There is no input stream ${name}.`);
  return [...stream.elements].sort((a, b) => a.arrivalMillis - b.arrivalMillis).map((element) => element.value as T);
}

/** Throws where a value lies more than `boundMillis` behind the newest before it: no right answer depends on luck. */
export function assertBoundedDisorder<T>(
  values: readonly T[],
  timeOf: (value: T) => number,
  boundMillis: number,
): void {
  let newest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const time = timeOf(value);
    if (time < newest - boundMillis) throw new Error(`A value of ${time} comes ${newest - time} ms late.`);
    newest = Math.max(newest, time);
  }
}
