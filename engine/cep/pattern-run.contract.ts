/**
 * Runs a pattern in the operator harness and tells what comes out as short texts, for the tests of CEP.
 *
 *   run.event("A", 10)      event 1, of type A, at 10; ids count up
 *   run.take()              ["a:1 b:2 @12", "timed out a:1 @20", "late 3"]: matches by stage with their times
 */
import { expect } from "vitest";
import { MAX_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { type Collector, OutputTag } from "../operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../testing/index";
import type { Tracer } from "../trace/index";
import { CepOperator } from "./cep-operator";
import type { IterativeConditionContext } from "./conditions";
import type { EventComparator } from "./event-queue";
import { type PatternContext, PatternProcessFunction, type TimedOutPartialMatchHandler } from "./functions";
import { fromProcessFunction } from "./match-functions";
import type { Pattern } from "./pattern";
import type { Match } from "./shared-buffer";

export type Letter = { readonly id: number; readonly type: string; readonly value: number; readonly key: string };

export type PatternRunOptions = {
  readonly isProcessingTime?: boolean;
  readonly comparator?: EventComparator<Letter>;
  readonly hasLateOutput?: boolean;
  readonly startProcessingTime?: number;
  readonly tracer?: Tracer;
  readonly onMatch?: (match: Match<Letter>, context: PatternContext) => void;
};

const LATE = new OutputTag<Letter>("late");
const TIMED_OUT = new OutputTag<string>("timed out");

/** A failure that Flink has this class for, for `toThrow`. */
export function failureOf(flinkClass: string): Error {
  return expect.objectContaining({ flinkClass }) as Error;
}

/** Whether the event is of one of the types. */
export function is(...types: readonly string[]): (letter: Letter) => boolean {
  return ({ type }) => types.includes(type);
}

/** Whether the value is greater than that of the last event that the stage took. */
export function risesFrom(stage: string) {
  return (letter: Letter, context: IterativeConditionContext<Letter>): boolean => {
    const taken = [...context.getEventsForPattern(stage)];
    return taken.every(({ value }) => letter.value > value);
  };
}

function textOf(match: Match<Letter>): string {
  return [...match].map(([stage, letters]) => `${stage}:${letters.map(({ id }) => id).join(",")}`).join(" ");
}

class ShowMatches extends PatternProcessFunction<Letter, string> implements TimedOutPartialMatchHandler<Letter> {
  constructor(private readonly onMatch: PatternRunOptions["onMatch"]) {
    super();
  }

  processMatch(match: Match<Letter>, context: PatternContext, out: Collector<string>): void {
    this.onMatch?.(match, context);
    out.collect(textOf(match));
  }

  processTimedOutMatch(match: Match<Letter>, context: PatternContext): void {
    context.output(TIMED_OUT, textOf(match));
  }
}

export class PatternRun {
  readonly harness: OperatorHarness<Letter, string>;
  #lastId = 0;

  constructor(pattern: Pattern<Letter>, options: PatternRunOptions = {}) {
    const create = () =>
      new CepOperator<Letter, string>({
        pattern,
        isProcessingTime: options.isProcessingTime ?? false,
        comparator: options.comparator ?? null,
        lateDataOutputTag: options.hasLateOutput === true ? LATE : null,
        functions: fromProcessFunction(new ShowMatches(options.onMatch)),
        instantiate: (condition) => condition,
      });
    const { startProcessingTime, tracer } = options;
    this.harness = createKeyedOperatorHarness(create, (letter: Letter) => letter.key, { startProcessingTime, tracer });
  }

  /** One event; without a time it carries no timestamp. */
  event(type: string, time: number = NO_TIMESTAMP, value = 0, key = "k"): this {
    this.harness.pushElement({ id: ++this.#lastId, type, value, key }, time);
    return this;
  }

  /** Events of these types, a millisecond apart, each followed by a watermark at its time. */
  events(types: string, from = 1): this {
    [...types].forEach((type, index) => this.event(type, from + index).watermark(from + index));
    return this;
  }

  watermark(time: number): this {
    this.harness.pushWatermark(time);
    return this;
  }

  end(): this {
    return this.watermark(MAX_TIMESTAMP);
  }

  /** What came out since it was last taken, watermarks left out. */
  take(): string[] {
    return this.harness.takeOutput().flatMap((event) => {
      if (event.kind === "record") return [`${event.value} ${at(event.timestamp)}`];
      if (event.kind !== "side-output") return [];
      const text = event.tag === "late" ? `late ${(event.value as Letter).id}` : `timed out ${event.value as string}`;
      return [`${text} ${at(event.timestamp)}`];
    });
  }

  /** State entries, event-time timers, processing-time timers. */
  left(): [number, number, number] {
    const { stateEntryCount, eventTimeTimerCount, processingTimeTimerCount } = this.harness;
    return [stateEntryCount, eventTimeTimerCount, processingTimeTimerCount];
  }
}

function at(timestamp: number): string {
  if (timestamp === NO_TIMESTAMP) return "@none";
  return timestamp === MAX_TIMESTAMP ? "@MAX" : `@${timestamp}`;
}

/** The matches of a pattern over events of these types, without their times, in the order in which they come. */
export function matchesOf(pattern: Pattern<Letter>, types: string): string[] {
  return new PatternRun(pattern)
    .events(types)
    .take()
    .map((text) => text.replace(/ @.*$/, ""));
}
