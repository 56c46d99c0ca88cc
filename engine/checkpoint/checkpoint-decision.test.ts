import { describe, expect, it } from "vitest";
import { Prng } from "../core/index";
import {
  type CheckpointFacts,
  type CheckpointSettings,
  decideCheckpoint,
  decideRestart,
  defaultRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  expiresAt,
  FIXED_DELAY_DEFAULT,
  firstTriggerAt,
  NO_FAILURES,
  NO_RESTART,
  type RestartHistory,
} from "./index";

const SETTINGS: CheckpointSettings = {
  intervalMillis: 1_000,
  minPauseMillis: 300,
  timeoutMillis: 600_000,
  maxConcurrent: 1,
};
const DUE: CheckpointFacts = {
  now: 5_000,
  nextTriggerAt: 4_950,
  isRequestQueued: false,
  pendingCount: 0,
  lastCompletedAt: null,
  areAllTasksRunning: true,
};
const decide = (facts: Partial<CheckpointFacts>) => decideCheckpoint(SETTINGS, { ...DUE, ...facts });

describe("decideCheckpoint", () => {
  it("waits until the trigger is due", () => {
    expect(decide({ now: 4_949 })).toEqual({ action: "wait", nextTriggerAt: 4_950, isRequestQueued: false });
  });

  it("triggers, and plans the next from the planned time", () => {
    expect(decide({})).toEqual({ action: "trigger", nextTriggerAt: 5_950, isRequestQueued: false });
  });

  it("keeps the request while another checkpoint is pending, and takes it up when that ends", () => {
    const queued = decide({ pendingCount: 1 });
    expect(queued).toEqual({ action: "queue", nextTriggerAt: 5_950, isRequestQueued: true });
    const facts = { now: 5_400, nextTriggerAt: 5_950, isRequestQueued: true };
    expect(decide({ ...facts, pendingCount: 1 }).action).toBe("wait");
    expect(decide({ ...facts, lastCompletedAt: 5_100 }).action).toBe("trigger");
  });

  it("postpones to the end of the pause after the last completion", () => {
    expect(decide({ lastCompletedAt: 4_800 })).toEqual({
      action: "postpone",
      nextTriggerAt: 5_100,
      isRequestQueued: false,
    });
    expect(decide({ lastCompletedAt: 4_700 }).action).toBe("trigger");
  });

  it("declines while a task is not running", () => {
    expect(decide({ areAllTasksRunning: false })).toEqual({
      action: "decline",
      nextTriggerAt: 5_950,
      isRequestQueued: false,
    });
  });

  it("starts at a random moment between pause and interval, and expires pending checkpoints", () => {
    const starts = Array.from({ length: 500 }, (_, i) => firstTriggerAt(SETTINGS, 100, new Prng(i)) - 100);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...starts)).toBeLessThanOrEqual(1_000);
    expect(new Set(starts).size).toBeGreaterThan(200);
    expect(expiresAt(SETTINGS, 50)).toBe(600_050);
    expect(expiresAt(SETTINGS, null)).toBe(2 ** 63);
  });
});

describe("decideRestart", () => {
  const chance = new Prng(1);

  it("gives up without a strategy, which is the default without checkpoints", () => {
    expect(defaultRestartStrategy({ isCheckpointingEnabled: false })).toBe(NO_RESTART);
    expect(decideRestart(NO_RESTART, NO_FAILURES, 10, chance).action).toBe("fail");
  });

  it("restarts as often as the fixed delay says", () => {
    const first = decideRestart(FIXED_DELAY_DEFAULT, NO_FAILURES, 10, chance);
    expect(first).toEqual({ action: "restart", restartAt: 1_010, history: { attempt: 1, lastRestartAt: 1_010 } });
    expect(decideRestart(FIXED_DELAY_DEFAULT, first.history, 9_999, chance).action).toBe("fail");
  });

  it("backs off by half as much again up to a minute, and merges failures before the restart", () => {
    const strategy = { ...EXPONENTIAL_DELAY_DEFAULT, jitterFactor: 0 };
    let history: RestartHistory = NO_FAILURES;
    let now = 0;
    const delays: number[] = [];
    for (let failure = 0; failure < 12; failure++) {
      const decision = decideRestart(strategy, history, now, chance);
      if (decision.action !== "restart") throw new Error("the job restarts");
      delays.push(decision.restartAt - now);
      history = decision.history;
      expect(decideRestart(strategy, history, decision.restartAt, chance)).toEqual({
        action: "merge",
        restartAt: decision.restartAt,
        history,
      });
      now = decision.restartAt + 1;
    }
    // 1000 * 1.5^k, cut to whole milliseconds, at most 60000: 1.5^11 = 86.497...
    expect(delays).toEqual([1000, 1500, 2250, 3375, 5062, 7593, 11390, 17085, 25628, 38443, 57665, 60000]);
    const quiet = decideRestart(strategy, history, now + 3_600_000, chance);
    expect(quiet).toMatchObject({ action: "restart", restartAt: now + 3_601_000, history: { attempt: 1 } });
  });

  it("moves the backoff by a tenth at most, never below the first", () => {
    expect(defaultRestartStrategy({ isCheckpointingEnabled: true })).toBe(EXPONENTIAL_DELAY_DEFAULT);
    const history = { attempt: 2, lastRestartAt: 0 };
    const delays = Array.from({ length: 500 }, (_, i) => {
      const decision = decideRestart(EXPONENTIAL_DELAY_DEFAULT, history, 1, new Prng(i));
      return decision.action === "restart" ? decision.restartAt - 1 : 0;
    });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2_025);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2_475);
    expect(new Set(delays).size).toBeGreaterThan(100);
  });
});
