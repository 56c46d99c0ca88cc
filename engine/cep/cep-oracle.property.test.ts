import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MIN_TIMESTAMP } from "../core/index";
import { Pattern } from "./pattern";
import { type Letter, PatternRun } from "./pattern-run.contract";

type Contiguity = "strict" | "relaxed" | "any";

/** One stage: `from` to `to` events (Infinity: a loop) of a type; `rises`: each greater than all taken before. */
type Stage = {
  readonly type: string;
  readonly rises: boolean;
  readonly before: Contiguity;
  readonly between: Contiguity;
  readonly from: number;
  readonly to: number;
  readonly isOptional: boolean;
  /** A NOT stage of type N in front of it. */
  readonly not: "none" | "notNext" | "notFollowedBy";
};

type Program = { readonly stages: readonly Stage[]; readonly within: number | null };

/** An event and how far the watermark goes behind it; `restores`: the operator is replaced then. */
type Arrival = {
  readonly type: string;
  readonly time: number;
  readonly value: number;
  readonly key: string;
  readonly watermarkStep: number;
  readonly restores: boolean;
};

const NOTS_ALLOWED_AFTER = (stage: Stage | undefined): boolean =>
  stage !== undefined && !stage.isOptional && stage.from === 1 && stage.to === 1;

function conditionOf(stage: Stage) {
  return (letter: Letter, taken: readonly Letter[]): boolean =>
    letter.type === stage.type && (!stage.rises || taken.every(({ value }) => value < letter.value));
}

function buildPattern({ stages, within }: Program): Pattern<Letter> {
  let pattern: Pattern<Letter> | null = null;
  stages.forEach((stage, index) => {
    if (pattern !== null && stage.not !== "none")
      pattern = pattern[stage.not](`n${index}`).where(({ type }) => type === "N");
    pattern = begun(pattern, stage, `s${index}`);
    const holds = conditionOf(stage);
    pattern.where((letter, context) => {
      const taken = stages.flatMap((_stage, i) => [...context.getEventsForPattern(`s${i}`)]);
      return holds(letter, taken);
    });
    quantify(pattern, stage);
  });
  return (pattern as unknown as Pattern<Letter>).within(within);
}

function begun(before: Pattern<Letter> | null, stage: Stage, name: string): Pattern<Letter> {
  if (before === null) return Pattern.begin<Letter>(name);
  if (stage.before === "strict") return before.next(name);
  return stage.before === "relaxed" ? before.followedBy(name) : before.followedByAny(name);
}

function quantify(pattern: Pattern<Letter>, { from, to, between, isOptional }: Stage): void {
  if (to > 1) {
    if (to === Number.POSITIVE_INFINITY) pattern.timesOrMore(from);
    else pattern.times(from, to);
    if (between === "strict") pattern.consecutive();
    if (between === "any") pattern.allowCombinations();
  }
  if (isOptional) pattern.optional();
}

/** All matches over the events of one key, by trying every choice of events. */
function enumerate({ stages, within }: Program, events: readonly (Letter & { readonly time: number })[]): string[] {
  const found: string[] = [];
  type Taken = { readonly stage: number; readonly at: number };
  const lettersOf = (taken: readonly Taken[]) => taken.map(({ at }) => events[at] as (typeof events)[number]);

  const emit = (taken: readonly Taken[]): void => {
    const letters = lettersOf(taken);
    const [first] = letters;
    const last = letters.at(-1);
    if (first === undefined || last === undefined) return;
    if (within !== null && last.time - first.time >= within) return;
    const parts = stages.flatMap((_stage, index) => {
      const ids = taken.filter(({ stage }) => stage === index).map(({ at }) => events[at]?.id);
      return ids.length === 0 ? [] : [`s${index}:${ids.join(",")}`];
    });
    found.push(`${parts.join(" ")} @${last.time}`);
  };

  /** The places at which the stage's next event can be taken. */
  const places = (stage: Stage, contiguity: Contiguity, not: Stage["not"], taken: readonly Taken[]): number[] => {
    const holds = conditionOf(stage);
    const before = lettersOf(taken);
    const previous = taken.at(-1)?.at;
    if (previous === undefined) return events.flatMap((event, at) => (holds(event, before) ? [at] : []));
    const possible: number[] = [];
    for (let at = previous + 1; at < events.length; at++) {
      const event = events[at] as (typeof events)[number];
      if (event.type === "N" && (not === "notFollowedBy" || (not === "notNext" && at === previous + 1)))
        return possible;
      if (holds(event, before)) possible.push(at);
      if (contiguity === "strict" || (contiguity === "relaxed" && possible.length > 0)) return possible;
    }
    return possible;
  };

  const choose = (index: number, taken: readonly Taken[]): void => {
    const stage = stages[index];
    if (stage === undefined) return emit(taken);
    if (stage.isOptional) choose(index + 1, taken);
    const takeMore = (count: number, sofar: readonly Taken[]): void => {
      if (count >= stage.from) choose(index + 1, sofar);
      if (count === stage.to) return;
      const contiguity = count === 0 ? stage.before : stage.between;
      for (const at of places(stage, contiguity, count === 0 ? stage.not : "none", sofar)) {
        takeMore(count + 1, [...sofar, { stage: index, at }]);
      }
    };
    takeMore(0, taken);
  };
  choose(0, []);
  return found;
}

/** Runs the operator and the enumeration over the same arrivals; late ones count for neither. */
function compare(program: Program, arrivals: readonly Arrival[]): void {
  const run = new PatternRun(buildPattern(program));
  const accepted: (Letter & { readonly time: number })[] = [];
  let watermark = MIN_TIMESTAMP;
  let late = 0;
  let greatest = -1_000;
  arrivals.forEach(({ type, time, value, key, watermarkStep, restores }, index) => {
    run.event(type, time, value, key);
    if (time > watermark) accepted.push({ id: index + 1, type, value, key, time });
    else late++;
    greatest = Math.max(greatest, time);
    if (watermarkStep >= 0) {
      watermark = Math.max(watermark, greatest - watermarkStep);
      run.watermark(watermark);
    }
    if (!restores || watermark === MIN_TIMESTAMP) return;
    run.harness.restore();
    run.harness.pushStatus("idle");
    run.harness.pushStatus("active");
    run.watermark(watermark);
  });
  run.end();
  const expected = ["k", "l"].flatMap((key) => {
    const ofKey = accepted.filter((letter) => letter.key === key).sort((a, b) => a.time - b.time);
    return enumerate(program, ofKey);
  });
  const matches = run.take().filter((text) => !text.startsWith("timed out"));
  expect(matches.sort()).toEqual(expected.sort());
  expect(run.harness.lateRecordsDropped).toBe(late);
}

const CONTIGUITY = fc.constantFrom<Contiguity>("strict", "relaxed", "any");
const COUNTS = fc.constantFrom(
  [1, 1],
  [1, 1],
  [2, 2],
  [1, 2],
  [2, 3],
  [1, Number.POSITIVE_INFINITY],
  [2, Number.POSITIVE_INFINITY],
);

const STAGE: fc.Arbitrary<Stage> = fc
  .record({
    type: fc.constantFrom("A", "A", "B", "C"),
    rises: fc.boolean(),
    before: CONTIGUITY,
    between: CONTIGUITY,
    counts: COUNTS,
    isOptional: fc.boolean(),
    not: fc.constantFrom<Stage["not"]>("none", "none", "none", "notNext", "notFollowedBy"),
  })
  .map(({ counts: [from = 1, to = 1], ...stage }) => ({ ...stage, from, to }));

/** NOT stages stand behind stages of one event only, and in front of such. */
const PROGRAM: fc.Arbitrary<Program> = fc
  .record({
    stages: fc.array(STAGE, { minLength: 1, maxLength: 3 }),
    within: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(({ stages, within }) => ({
    within,
    stages: stages.map((stage, index) => {
      const isAllowed = NOTS_ALLOWED_AFTER(stages[index - 1]) && NOTS_ALLOWED_AFTER(stage);
      return isAllowed ? stage : { ...stage, not: "none" as const };
    }),
  }));

const ARRIVALS = fc.array(
  fc.record({
    type: fc.constantFrom("A", "A", "B", "C", "N"),
    time: fc.integer({ min: -6, max: 14 }),
    value: fc.integer({ min: 0, max: 4 }),
    key: fc.constantFrom("k", "k", "k", "l"),
    watermarkStep: fc.integer({ min: -4, max: 6 }),
    restores: fc.constantFrom(false, false, false, true),
  }),
  { maxLength: 9 },
);

describe("patterns against the enumeration of all choices", () => {
  it("finds the same matches with the same times, whatever arrives in whatever order", () => {
    fc.assert(fc.property(PROGRAM, ARRIVALS, compare), { numRuns: 1_500 });
  });

  it("finds them in order of arrival within one time, and in runs of one type", () => {
    const runs = ARRIVALS.map((arrivals) =>
      arrivals.map((arrival, index) => ({
        ...arrival,
        time: Math.floor(index / 2),
        type: index % 4 === 3 ? "B" : "A",
      })),
    );
    fc.assert(fc.property(PROGRAM, runs, compare), { numRuns: 500 });
  });
});
