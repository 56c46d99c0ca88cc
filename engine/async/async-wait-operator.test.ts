import { describe, expect, it } from "vitest";
import { EngineError } from "../core/index";
import { type HarnessEvent, OperatorHarness } from "../testing/index";
import {
  AsyncRetryStrategies,
  type AsyncRetryStrategy,
  AsyncWaitOperator,
  type AsyncWaitSettings,
  type ResultFuture,
  RichAsyncFunction,
  type SimulatedClient,
} from "./index";

/** Notes every call, and leaves the futures to the test. A record is its number. */
class Requests extends RichAsyncFunction<number, string> {
  readonly futures = new Map<number, ResultFuture<string>>();
  harness: OperatorHarness<number, string> | null = null;
  fallback: string | null = null;

  asyncInvoke(input: number, future: ResultFuture<string>): void {
    this.harness?.note(`call ${input}`);
    this.futures.set(input, future);
  }
  override timeout(input: number, future: ResultFuture<string>, client: SimulatedClient): void {
    this.harness?.note(`timeout ${input}`);
    if (this.fallback === null) super.timeout(input, future, client);
    else future.complete([this.fallback]);
  }
}

function start(settings: Partial<AsyncWaitSettings<string>> = {}) {
  const requests = new Requests();
  const all = { outputMode: "ORDERED", timeoutMillis: 0, capacity: 10, retryStrategy: null, ...settings } as const;
  const harness = new OperatorHarness(() => new AsyncWaitOperator<number, string>(requests, all));
  requests.harness = harness;
  const complete = (input: number, ...results: string[]) => {
    requests.futures.get(input)?.complete(results);
    harness.runMails();
  };
  const at = (time: number) => {
    harness.setProcessingTime(time);
    harness.runMails();
  };
  const push = (...inputs: number[]) => {
    for (const input of inputs) harness.pushElement(input, input * 10);
    harness.runMails();
  };
  return { requests, harness, complete, at, push, seen: () => harness.takeOutput().map(inWords) };
}

/** `a@10` for a record with its timestamp, `w 5`, `idle`; calls as they were noted. */
function inWords(event: HarnessEvent<string>): string {
  if (event.kind === "record") return `${event.value}@${event.timestamp}`;
  if (event.kind === "watermark") return `w ${event.watermark}`;
  if (event.kind === "note") return String(event.note);
  return event.kind === "status" && event.idle ? "idle" : "active";
}

function failureOf(run: () => void): string | null {
  try {
    run();
    return null;
  } catch (thrown) {
    let cause: unknown = thrown;
    while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
    return cause instanceof EngineError ? cause.flinkClass : String(cause);
  }
}

const { FixedDelayRetryStrategyBuilder, ExponentialBackoffDelayRetryStrategyBuilder } = AsyncRetryStrategies;

/** Three more attempts, 10 ms apart, while the result is `no`. */
function untilYes(maxAttempts = 3): AsyncRetryStrategy<string> {
  return new FixedDelayRetryStrategyBuilder<string>(maxAttempts, 10).ifResult((results) => results[0] === "no").build();
}

describe("the queue", () => {
  it("keeps the order of the records when ordered, with their timestamps (rules 8.7.b, 8.7.c)", () => {
    const { push, complete, seen, harness } = start();
    push(1, 2, 3);
    harness.pushElement(4);
    expect(seen()).toEqual(["call 1", "call 2", "call 3", "call 4"]);
    complete(2, "b", "c");
    complete(3);
    expect(seen()).toEqual([]);
    complete(1, "a");
    expect(seen()).toEqual(["a@10", "b@20", "c@20"]);
    complete(4, "d");
    expect(seen()).toEqual(["d@-Infinity"]);
  });

  it("emits as results come when unordered, but never across a watermark (rule 8.7.b)", () => {
    const { push, complete, seen, harness } = start({ outputMode: "UNORDERED" });
    push(1, 2);
    harness.pushWatermark(20);
    push(3);
    seen();
    complete(3, "c");
    expect(seen()).toEqual([]);
    complete(2, "b");
    expect(seen()).toEqual(["b@20"]);
    complete(1, "a");
    expect(seen()).toEqual(["a@10", "w 20", "c@30"]);
  });

  it("counts records and watermarks, and takes no more when it is full (rule 8.7.a)", () => {
    const { push, complete, seen, harness } = start({ capacity: 2 });
    push(1);
    harness.pushWatermark(10);
    expect(harness.isWaiting).toBe(false);
    push(2);
    expect(harness.isWaiting).toBe(true);
    expect(seen()).toEqual(["call 1"]);
    complete(1, "a");
    expect(harness.isWaiting).toBe(false);
    expect(seen()).toEqual(["a@10", "call 2", "w 10"]);
  });

  it("lets in what waits before it emits what is ready (rule 8.7.e)", () => {
    const { push, complete, seen } = start({ capacity: 3 });
    push(1, 2, 3);
    complete(2, "b");
    complete(3, "c");
    push(4);
    seen();
    complete(1, "a");
    expect(seen()).toEqual(["a@10", "call 4", "b@20", "c@30"]);
  });

  it("does not hold statuses (rule 8.7.l)", () => {
    const { push, seen, harness } = start();
    push(1);
    harness.pushWatermark(5);
    harness.pushStatus("idle");
    expect(seen()).toEqual(["call 1", "idle"]);
  });

  it("ignores what comes after the first completion (rule 8.7.k)", () => {
    const { push, complete, seen, requests, harness } = start();
    push(1);
    complete(1, "a");
    complete(1, "b");
    requests.futures.get(1)?.completeExceptionally(new Error("too late"));
    harness.runMails();
    expect(seen()).toEqual(["call 1", "a@10"]);
  });

  it("fails with what a supplier throws (rule 8.7.k)", () => {
    const { push, requests, harness } = start();
    push(1);
    requests.futures.get(1)?.complete(() => {
      throw new Error("no luck");
    });
    expect(() => harness.runMails()).toThrow("no luck");
  });

  it("refuses a result that is no array, and says what to write", () => {
    const { push, requests } = start();
    push(1);
    const future = requests.futures.get(1) as unknown as { complete(result: unknown): void };
    expect(failureOf(() => future.complete(null))).toBe("NullPointerException");
    expect(failureOf(() => future.complete("a"))).toBe("IllegalArgumentException");
  });
});

describe("the timeout", () => {
  it("counts from the queue, not from the wait in front of it (rule 8.7.d)", () => {
    const { push, complete, at, seen, requests } = start({ capacity: 1, timeoutMillis: 100 });
    requests.fallback = "late";
    push(1, 2);
    at(60);
    complete(1, "a"); // 2 enters at 60
    at(159);
    expect(seen()).toEqual(["call 1", "a@10", "call 2"]);
    at(160);
    expect(seen()).toEqual(["timeout 2", "late@20"]);
  });

  it("fails the job when the function has no fallback (rule 8.7.d)", () => {
    const { push, at, seen } = start({ timeoutMillis: 5 });
    push(1);
    expect(failureOf(() => at(5))).toBe("TimeoutException");
    expect(seen()).toEqual(["call 1", "timeout 1"]);
  });

  it("goes through the retry decision, and at exactly the timeout allows another attempt (rule 8.7.g)", () => {
    const { push, complete, at, seen, requests } = start({ timeoutMillis: 15, retryStrategy: untilYes() });
    requests.fallback = "no";
    push(1);
    complete(1, "no"); // the back-off ends at 10
    at(10);
    complete(1, "no"); // the back-off would end at 20
    at(15); // given up; the fallback is a "no": 15 - 0 > 15 is false, so attempt 3 comes at 25
    expect(seen()).toEqual(["call 1", "call 1", "timeout 1"]);
    at(24);
    expect(seen()).toEqual([]);
    at(25);
    complete(1, "no"); // 25 - 0 > 15: final
    expect(seen()).toEqual(["call 1", "no@10"]);
  });
});

describe("retries", () => {
  it("makes one call more than maxAttempts (rule 8.7.f)", () => {
    const { push, complete, at, seen } = start({ timeoutMillis: 1000, retryStrategy: untilYes(2) });
    push(1);
    for (const time of [10, 20, 30]) {
      complete(1, "no");
      at(time);
    }
    expect(seen()).toEqual(["call 1", "call 1", "call 1", "no@10"]);
  });

  it("share one future: a completion in a back-off is lost, a late one counts for the next attempt (rule 8.7.j)", () => {
    const { push, complete, at, seen, requests, harness } = start({ timeoutMillis: 1000, retryStrategy: untilYes() });
    push(1);
    const first = requests.futures.get(1);
    complete(1, "no");
    complete(1, "yes");
    expect(seen()).toEqual(["call 1"]);
    at(10);
    first?.complete(["first"]);
    harness.runMails();
    complete(1, "second");
    expect(seen()).toEqual(["call 1", "first@10"]);
  });

  it("offers what a supplier throws to the predicate (rule 8.7.k)", () => {
    const strategy = new FixedDelayRetryStrategyBuilder<string>(1, 10).ifException(() => true).build();
    const { push, at, seen, requests, harness } = start({ timeoutMillis: 1000, retryStrategy: strategy });
    push(1);
    requests.futures.get(1)?.complete(() => {
      throw new Error("again");
    });
    harness.runMails();
    at(10);
    expect(seen()).toEqual(["call 1", "call 1"]);
  });

  it("remembers the exponential back-off for all requests together (rule 8.7.i)", () => {
    const strategy = new ExponentialBackoffDelayRetryStrategyBuilder<string>(9, 50, 40, 1.5)
      .ifResult(() => true)
      .build();
    // First of A: 50, above the cap. First of B: 50. Second of A: min(75, 40) = 40; second of B: min(60, 40) = 40.
    expect([1, 1, 2, 2].map((attempt) => strategy.getBackoffTimeMillis(attempt))).toEqual([50, 50, 40, 40]);
    const growing = new ExponentialBackoffDelayRetryStrategyBuilder<string>(9, 5, 100, 1.5)
      .ifResult(() => true)
      .build();
    // A: 5, then 7 (7.5); B begins: 5; A's third is 7 (5 * 1.5), not 10.
    expect([1, 2, 1, 3].map((attempt) => growing.getBackoffTimeMillis(attempt))).toEqual([5, 7, 5, 7]);
  });

  it("are none without a predicate (rule 8.7.p)", () => {
    const strategy = new FixedDelayRetryStrategyBuilder<string>(3, 10).build();
    const { push, complete, seen } = start({ timeoutMillis: 100, retryStrategy: strategy });
    push(1);
    complete(1, "no");
    expect(seen()).toEqual(["call 1", "no@10"]);
  });
});

describe("the end of input", () => {
  it("waits for all that is in flight (rule 8.7.n)", () => {
    const { push, complete, seen, harness } = start();
    push(1, 2);
    harness.endInput();
    complete(1, "a");
    expect(harness.isWaiting).toBe(true);
    complete(2, "b");
    expect(harness.isWaiting).toBe(false);
    expect(seen()).toEqual(["call 1", "call 2", "a@10", "b@20"]);
  });

  it("asks again for back-offs, retries under way and requests that timed out in their first back-off (rules 8.7.h, 8.7.q)", () => {
    const { push, complete, at, seen, requests, harness } = start({ timeoutMillis: 15, retryStrategy: untilYes() });
    requests.fallback = "yes";
    push(3);
    complete(3, "no"); // 3: back-off until 10
    at(9);
    complete(3, "ignored");
    push(2, 1); // both enter at 9
    complete(2, "no"); // 2: back-off until 19
    at(10); // 3: its retry is under way
    at(15); // 3: times out, "yes" is accepted after attempt 2, so it is forgotten
    at(16);
    complete(1, "no"); // 1: back-off until 26
    expect(seen()).toEqual(["call 3", "call 2", "call 1", "call 3", "timeout 3", "yes@30"]);
    at(19); // 2: its retry is under way
    expect(seen()).toEqual(["call 2"]);
    harness.endInput(); // 2 has had its first retry before 1
    expect(seen()).toEqual(["call 2", "call 1"]);
    complete(2, "no");
    complete(1, "no");
    expect(seen()).toEqual(["no@20", "no@10"]);
    expect(harness.isWaiting).toBe(false);
  });

  it("asks again though timeout has completed the request (rule 8.7.h)", () => {
    const { push, complete, at, seen, requests, harness } = start({ timeoutMillis: 5, retryStrategy: untilYes() });
    requests.fallback = "yes";
    push(1);
    complete(1, "no");
    at(5);
    expect(seen()).toEqual(["call 1", "timeout 1", "yes@10"]);
    harness.endInput();
    complete(1, "later");
    expect(seen()).toEqual(["call 1"]);
  });
});

describe("a restore", () => {
  it("puts the whole queue in again, results and watermarks too, with new timeouts (rule 8.7.m)", () => {
    const { push, complete, at, seen, requests, harness } = start({ timeoutMillis: 100 });
    requests.fallback = "late";
    push(1, 2);
    harness.pushWatermark(25);
    complete(2, "b");
    at(50);
    seen();
    harness.restore();
    harness.runMails();
    expect(seen()).toEqual(["call 1", "call 2"]);
    at(149);
    complete(2, "c");
    expect(seen()).toEqual([]);
    at(150);
    expect(seen()).toEqual(["timeout 1", "late@10", "c@20", "w 25"]);
  });

  it("lets what no longer fits wait, when the program has a smaller queue now (rules 8.7.a, 8.7.m)", () => {
    let capacity = 3;
    const requests = new Requests();
    const create = () => {
      const settings = { outputMode: "ORDERED", timeoutMillis: 0, capacity, retryStrategy: null } as const;
      return new AsyncWaitOperator<number, string>(requests, settings);
    };
    const harness = new OperatorHarness(create);
    requests.harness = harness;
    for (const input of [1, 2, 3]) harness.pushElement(input, input);
    harness.takeOutput();
    capacity = 1;
    harness.restore();
    expect(harness.isWaiting).toBe(true);
    for (const input of [1, 2, 3]) {
      requests.futures.get(input)?.complete([`v${input}`]);
      harness.runMails();
    }
    expect(harness.takeOutput().map(inWords)).toEqual(["call 1", "v1@1", "call 2", "v2@2", "call 3", "v3@3"]);
    expect(harness.isWaiting).toBe(false);
  });

  it("puts in first what was complete, of an unordered segment (rules 8.7.m, 8.7.q)", () => {
    const { push, complete, seen, harness } = start({ outputMode: "UNORDERED" });
    harness.pushWatermark(1);
    push(1, 2, 3);
    // Stored, but its turn to be emitted is a mail that has not run: 3 is complete in its segment.
    harness.pushWatermark(40);
    push(4, 5);
    complete(5, "e");
    seen();
    harness.restore();
    expect(seen()).toEqual(["call 1", "call 2", "call 3", "call 5", "call 4"]);
  });
});

it("refuses what Flink refuses, where it does (rule 8.7.o)", () => {
  expect(failureOf(() => new FixedDelayRetryStrategyBuilder(0, 10))).toBe("IllegalArgumentException");
  expect(failureOf(() => new FixedDelayRetryStrategyBuilder(1, 0))).toBe("IllegalArgumentException");
  expect(failureOf(() => new ExponentialBackoffDelayRetryStrategyBuilder(0, 0, 0, 0))).toBe(null);
  expect(failureOf(() => start({ capacity: 0 }))).toBe("IllegalArgumentException");
});
