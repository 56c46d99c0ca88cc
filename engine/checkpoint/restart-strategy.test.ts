/**
 * When a failed job starts again, by hand from the rules of Flink 2.3's restart strategies: their boundaries are
 * those of `notifyFailure` and `canRestart`.
 */
import { describe, expect, test } from "vitest";
import { Prng } from "../core/index";
import {
  checkRestartStrategy,
  decideRestart,
  defaultRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  FAILURE_RATE_DEFAULT,
  FIXED_DELAY_DEFAULT,
  NO_FAILURES,
  NO_RESTART,
  type RestartStrategy,
} from "./restart-strategy";

/** What the strategy does about failures at these instants: the delay, "merge" with the delay left, or "fail". */
function answers(strategy: RestartStrategy, failures: readonly number[], chance = new Prng(1)): (number | string)[] {
  let history = NO_FAILURES;
  return failures.map((now) => {
    const decision = decideRestart(strategy, history, now, chance);
    history = decision.history;
    if (decision.action === "fail") return "fail";
    return decision.action === "merge" ? `merge, ${decision.restartAt - now} left` : decision.restartAt - now;
  });
}

test("rule 5.9.a: without a strategy a job restarts for ever with checkpointing, and not at all without", () => {
  expect(defaultRestartStrategy({ isCheckpointingEnabled: true })).toEqual({
    kind: "exponential-delay",
    initialBackoffMillis: 1_000,
    maxBackoffMillis: 60_000,
    backoffMultiplier: 1.5,
    jitterFactor: 0.1,
    resetBackoffThresholdMillis: 3_600_000,
    attempts: null,
  });
  expect(answers(defaultRestartStrategy({ isCheckpointingEnabled: false }), [0])).toEqual(["fail"]);
  expect(answers(NO_RESTART, [5])).toEqual(["fail"]);
});

describe("rule 5.9.b: exponential delay", () => {
  const strategy = { ...EXPONENTIAL_DELAY_DEFAULT, jitterFactor: 0 };

  test("a failure up to the instant of the restart belongs to the same attempt", () => {
    // Failure at 0: restart at 1000. At 1000 it is merged, at 1001 it is the second: 1500 more.
    expect(answers(strategy, [0, 400, 1_000, 1_001])).toEqual([1_000, "merge, 600 left", "merge, 0 left", 1_500]);
  });

  test("the backoff starts anew after an hour without failure, counted from the restart", () => {
    // Restart at 1000; a failure one millisecond too early is the second attempt, one at 1000 + 3600000 the first again.
    expect(answers(strategy, [0, 3_600_999])).toEqual([1_000, 1_500]);
    expect(answers(strategy, [0, 3_601_000])).toEqual([1_000, 1_000]);
  });

  test("attempts are counted since the backoff last started anew", () => {
    const twice = { ...strategy, attempts: 2 };
    expect(answers(twice, [0, 2_000, 5_000])).toEqual([1_000, 1_500, "fail"]);
    // The second restart is due at 3500; an hour later the count starts anew.
    expect(answers(twice, [0, 2_000, 3_603_500, 3_605_000])).toEqual([1_000, 1_500, 1_000, 1_500]);
  });

  test("jitter moves the backoff that has no bound yet: far beyond the maximum nothing is left of it", () => {
    // 1000 * 1.5^10 = 57665, a tenth of it 5766: 51899 to 60000. 1000 * 1.5^11 = 86497 less 8649 is above the maximum.
    const delays = (attempt: number) =>
      Array.from({ length: 300 }, (_, seed) => {
        const history = { attempt, lastRestartAt: 0 };
        const decision = decideRestart(EXPONENTIAL_DELAY_DEFAULT, history, 1, new Prng(seed));
        return decision.action === "restart" ? decision.restartAt - 1 : 0;
      });
    expect(Math.min(...delays(10))).toBeGreaterThanOrEqual(51_899);
    expect(Math.min(...delays(10))).toBeLessThan(53_000);
    expect(Math.max(...delays(10))).toBe(60_000);
    expect(new Set(delays(11))).toEqual(new Set([60_000]));
  });
});

test("rule 5.9.c: fixed delay counts every failure, also one that comes before the restart", () => {
  expect(answers(FIXED_DELAY_DEFAULT, [0, 5_000])).toEqual([1_000, "fail"]);
  expect(answers({ kind: "fixed-delay", attempts: 3, delayMillis: 500 }, [0, 100, 200, 300])).toEqual([
    500,
    500,
    500,
    "fail",
  ]);
  expect(answers({ kind: "fixed-delay", attempts: 0, delayMillis: 0 }, [0])).toEqual(["fail"]);
});

describe("rule 5.9.d: failure rate", () => {
  test("by default the second failure within a minute is one too many", () => {
    expect(answers(FAILURE_RATE_DEFAULT, [0, 60_000])).toEqual([1_000, "fail"]);
    expect(answers(FAILURE_RATE_DEFAULT, [0, 60_001])).toEqual([1_000, 1_000]);
  });

  test("of the last failures the oldest counts", () => {
    // At most two in 100 ms. 0, 40 and 101 are three, the oldest 101 ms old; 40, 101 and 140 lie within 100 ms.
    const strategy = { kind: "failure-rate", maxFailuresPerInterval: 2, failureIntervalMillis: 100, delayMillis: 7 };
    expect(answers(strategy as RestartStrategy, [0, 40, 101, 140])).toEqual([7, 7, 7, "fail"]);
  });
});

test("numbers out of their range are refused in Flink's words", () => {
  const refused = (strategy: RestartStrategy) => {
    try {
      checkRestartStrategy(strategy);
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : "";
    }
    return "taken";
  };
  const exponential = EXPONENTIAL_DELAY_DEFAULT;
  expect(refused(exponential)).toBe("taken");
  expect(refused(FAILURE_RATE_DEFAULT)).toBe("taken");
  expect(refused({ kind: "fixed-delay", attempts: -1, delayMillis: 0 })).toMatch("at least 0.");
  expect(refused({ kind: "fixed-delay", attempts: 1, delayMillis: -1 })).toMatch("at least 0 ms.");
  expect(refused({ ...FAILURE_RATE_DEFAULT, maxFailuresPerInterval: 0 })).toMatch("greater than 0.");
  expect(refused({ ...FAILURE_RATE_DEFAULT, failureIntervalMillis: 0 })).toMatch("greater than 0 ms.");
  expect(refused({ ...exponential, initialBackoffMillis: 0 })).toMatch("Initial backoff must be at least 1.");
  expect(refused({ ...exponential, initialBackoffMillis: 70_000 })).toMatch("cannot be higher than maximum");
  expect(refused({ ...exponential, backoffMultiplier: 1 })).toMatch("must be greater than 1.");
  expect(refused({ ...exponential, jitterFactor: 1.1 })).toMatch("Jitter factor must be >= 0 and <= 1.");
  expect(refused({ ...exponential, attempts: 0 })).toMatch("must be at least 1.");
});
