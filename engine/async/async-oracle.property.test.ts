/**
 * The asynchronous operator against arithmetic: when an element enters, completes and leaves follows from those before it,
 * without any queue. Streams are drawn; fast-check prints what fails, shrunk, with the seed that brings it back.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HarnessEvent, OperatorHarness } from "../testing/index";
import {
  type AsyncFunctionLike,
  AsyncRetryStrategies,
  AsyncWaitOperator,
  type AsyncWaitSettings,
  type OutputMode,
} from "./index";

/** A record whose request takes `delay` ms, or a watermark (delay null); `pause` ms after the one before. */
type Drawn = { readonly pause: number; readonly delay: number | null };

/** What left, and when: `3@17`, `w3@17` for the watermark that was the element 3. */
type Departure = readonly [name: string, time: number];

const END = 5_000;

function runOperator(elements: readonly Drawn[], outputMode: OutputMode, capacity: number): Departure[] {
  const answer: AsyncFunctionLike<number, number> = (input, future, client) =>
    client.callAfter(elements[input]?.delay ?? 0, () => future.complete([input]));
  const settings = { outputMode, capacity, timeoutMillis: 0, retryStrategy: null };
  const harness = new OperatorHarness(() => new AsyncWaitOperator<number, number>(answer, settings));
  const arrivals = arrivalsOf(elements);
  const departures: Departure[] = [];
  let next = 0;
  let isOver = false;
  for (let now = 0; now < END && !(isOver && !harness.isWaiting); now++) {
    harness.setProcessingTime(now);
    harness.runMails();
    for (; next < elements.length && (arrivals[next] as number) <= now && !harness.isWaiting; next++) {
      if (elements[next]?.delay === null) harness.pushWatermark(next);
      else harness.pushElement(next, next);
      harness.runMails();
    }
    if (next === elements.length && !harness.isWaiting && !isOver) {
      harness.endInput();
      isOver = true;
    }
    departures.push(...harness.takeOutput().map((event): Departure => [nameOf(event), now]));
  }
  return departures;
}

function nameOf(event: HarnessEvent<number>): string {
  if (event.kind === "record") return String(event.value);
  return event.kind === "watermark" ? `w${event.watermark}` : event.kind;
}

function arrivalsOf(elements: readonly Drawn[]): number[] {
  let time = 0;
  return elements.map(({ pause }) => (time += pause));
}

/**
 * Element i enters when it has arrived, the one before has entered, and of those before so many have left that there is
 * room. A record is complete its delay later, a watermark at once. Ordered: it leaves when it is complete and the one
 * before has left. Unordered: a record leaves when it is complete and the last watermark before it has left, a watermark
 * when all before it have.
 */
function departuresOf(elements: readonly Drawn[], outputMode: OutputMode, capacity: number): Departure[] {
  const arrivals = arrivalsOf(elements);
  const entered: number[] = [];
  const left: number[] = [];
  elements.forEach(({ delay }, i) => {
    const roomAt = i < capacity ? 0 : ([...left].sort((a, b) => a - b)[i - capacity] as number);
    const enters = Math.max(arrivals[i] as number, entered[i - 1] ?? 0, roomAt);
    entered.push(enters);
    const completes = enters + (delay ?? 0);
    const lastMark = elements.slice(0, i).findLastIndex((element) => element.delay === null);
    const waitsFor = outputMode === "ORDERED" || delay === null ? Math.max(0, ...left) : (left[lastMark] ?? 0);
    left.push(Math.max(completes, waitsFor));
  });
  return elements.map(({ delay }, i): Departure => [delay === null ? `w${i}` : String(i), left[i] as number]);
}

const ELEMENTS = fc.array(
  fc.record({
    pause: fc.integer({ min: 0, max: 4 }),
    delay: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }),
  }),
  { maxLength: 25 },
);
const CAPACITY = fc.integer({ min: 1, max: 5 });

/** Those of one instant by name: in which order they left is asked of the recordings. */
function sorted(departures: readonly Departure[]): string[] {
  return departures.map(([name, time]) => `${String(time).padStart(5)} ${name}`).sort();
}

describe("without retries", () => {
  it("ordered: everything leaves in its order, at its time", () => {
    fc.assert(
      fc.property(ELEMENTS, CAPACITY, (elements, capacity) => {
        expect(runOperator(elements, "ORDERED", capacity)).toEqual(departuresOf(elements, "ORDERED", capacity));
      }),
      { numRuns: 300 },
    );
  });

  it("unordered: everything leaves at its time, between its watermarks", () => {
    fc.assert(
      fc.property(ELEMENTS, CAPACITY, (elements, capacity) => {
        const departures = runOperator(elements, "UNORDERED", capacity);
        expect(sorted(departures)).toEqual(sorted(departuresOf(elements, "UNORDERED", capacity)));
        const segments = (names: readonly string[]) => {
          let marks = 0;
          return names.map((name) => (name.startsWith("w") ? `mark ${++marks}` : `${marks} ${name}`)).sort();
        };
        const inOrder = elements.map(({ delay }, i) => (delay === null ? `w${i}` : String(i)));
        expect(segments(departures.map(([name]) => name))).toEqual(segments(inOrder));
      }),
      { numRuns: 300 },
    );
  });
});

/** The attempts that a request would need: how long each takes (even, so that no two things fall together), and the last one is good. */
type Attempts = readonly number[];

/** The result of a request and when it is there: `good` after enough attempts, `bad` after too many, `late` at the timeout. */
function outcomeOf(
  attempts: Attempts,
  maxAttempts: number,
  backoff: number,
  timeout: number,
): readonly [string, number] {
  let time = 0;
  for (let attempt = 1; attempt <= attempts.length; attempt++) {
    time += attempts[attempt - 1] as number;
    if (time > timeout) return ["late", timeout];
    if (attempt === attempts.length) return ["good", time];
    if (attempt > maxAttempts) return ["bad", time];
    time += backoff;
    if (time > timeout) return ["late", timeout];
  }
  return ["late", timeout];
}

function runRequest(attempts: Attempts, maxAttempts: number, backoff: number, timeout: number): HarnessEvent<string>[] {
  let calls = 0;
  const ask: AsyncFunctionLike<number, string> = {
    asyncInvoke: (_input, future, client) => {
      const attempt = ++calls;
      client.callAfter(attempts[attempt - 1] ?? 1_000, () =>
        future.complete([attempt === attempts.length ? "good" : "bad"]),
      );
    },
    timeout: (_input, future) => future.complete(["late"]),
  };
  const { FixedDelayRetryStrategyBuilder } = AsyncRetryStrategies;
  const settings: AsyncWaitSettings<string> = {
    outputMode: "ORDERED",
    capacity: 1,
    timeoutMillis: timeout,
    retryStrategy: new FixedDelayRetryStrategyBuilder<string>(maxAttempts, backoff)
      .ifResult(([result]) => result === "bad")
      .build(),
  };
  const harness = new OperatorHarness(() => new AsyncWaitOperator<number, string>(ask, settings));
  harness.pushElement(0, 0);
  const events: HarnessEvent<string>[] = [];
  for (let now = 0; now <= timeout && events.length === 0; now++) {
    harness.setProcessingTime(now);
    harness.runMails();
    events.push(...harness.takeOutput());
    if (events.length > 0) harness.note(now);
  }
  return [...events, ...harness.takeOutput()];
}

it("retries: a request ends as adding up its attempts says", () => {
  const even = (max: number) => fc.integer({ min: 1, max }).map((n) => 2 * n);
  fc.assert(
    fc.property(
      fc.array(even(8), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      even(6),
      fc.integer({ min: 0, max: 40 }).map((n) => 2 * n + 1),
      (attempts, maxAttempts, backoff, timeout) => {
        const [value, time] = outcomeOf(attempts, maxAttempts, backoff, timeout);
        expect(runRequest(attempts, maxAttempts, backoff, timeout)).toEqual([
          { kind: "record", value, timestamp: 0 },
          { kind: "note", note: time },
        ]);
      },
    ),
    { numRuns: 500 },
  );
});
