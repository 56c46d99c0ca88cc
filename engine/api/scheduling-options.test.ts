/**
 * What the options of restart and scheduling come to; defaults and spellings are those of Flink 2.3's
 * `RestartStrategyOptions` and `JobManagerOptions`.
 */
import { describe, expect, test } from "vitest";
import { Duration } from "../core/index";
import { SchedulingConfiguration, type SchedulingOptions } from "./scheduling-options";

function configured(...calls: readonly SchedulingOptions[]): SchedulingConfiguration {
  const configuration = new SchedulingConfiguration();
  for (const options of calls) expect(configuration.take(options)).toEqual({});
  return configuration;
}

describe("restart strategies by configuration", () => {
  test("without a type there is none, whatever else is set", () => {
    expect(configured({ "restart-strategy.fixed-delay.attempts": 5 }).restartStrategy()).toBeNull();
  });

  test.each(["none", "disable", "off", "NONE"])("%s is no restart", (type) => {
    expect(configured({ "restart-strategy.type": type }).restartStrategy()).toEqual({ kind: "none" });
  });

  test("a fixed delay has one attempt after a second, unless told otherwise", () => {
    expect(configured({ "restart-strategy.type": "fixeddelay" }).restartStrategy()).toEqual({
      kind: "fixed-delay",
      attempts: 1,
      delayMillis: 1_000,
    });
    const later = configured(
      { "restart-strategy.fixed-delay.delay": Duration.ofSeconds(20) },
      { "restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.attempts": 3 },
    );
    expect(later.restartStrategy()).toEqual({ kind: "fixed-delay", attempts: 3, delayMillis: 20_000 });
  });

  test("a failure rate takes one failure a minute", () => {
    expect(configured({ "restart-strategy.type": "failure-rate" }).restartStrategy()).toEqual({
      kind: "failure-rate",
      maxFailuresPerInterval: 1,
      failureIntervalMillis: 60_000,
      delayMillis: 1_000,
    });
  });

  test("an exponential delay is the default of checkpointing", () => {
    const options = {
      "restart-strategy.type": "exponential-delay",
      "restart-strategy.exponential-delay.max-backoff": 5_000,
      "restart-strategy.exponential-delay.attempts-before-reset-backoff": 4,
    };
    expect(configured(options).restartStrategy()).toEqual({
      kind: "exponential-delay",
      initialBackoffMillis: 1_000,
      maxBackoffMillis: 5_000,
      backoffMultiplier: 1.5,
      jitterFactor: 0.1,
      resetBackoffThresholdMillis: 3_600_000,
      attempts: 4,
    });
  });

  test("what Flink refuses is refused at once", () => {
    const refusal: unknown = expect.objectContaining({ flinkClass: "IllegalArgumentException" });
    expect(() => configured({ "restart-strategy.type": "sometimes" })).toThrow(refusal);
    expect(() =>
      configured({ "restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.attempts": -1 }),
    ).toThrow(refusal);
    expect(() => configured({ "slot.request.timeout": "5 min" as never })).toThrow(refusal);
    expect(() => configured({ "jobmanager.execution.failover-strategy": "individual" as never })).toThrow(refusal);
    expect(() => configured({ "jobmanager.adaptive-scheduler.rescale-trigger.max-checkpoint-failures": 0 })).toThrow(
      refusal,
    );
  });
});

describe("scheduling by configuration", () => {
  test("the default scheduler restarts regions and waits five minutes for slots", () => {
    expect(configured().scheduling({ adaptive: false })).toEqual({
      failoverStrategy: "region",
      slotRequestTimeoutMillis: 300_000,
      adaptive: null,
    });
  });

  test("the adaptive scheduler waits for slots, reactive mode starts with those that are there", () => {
    expect(configured().scheduling({ adaptive: true }).adaptive).toEqual({
      reactive: false,
      submissionResourceWaitTimeoutMillis: 300_000,
      submissionResourceStabilizationTimeoutMillis: 10_000,
      executingCooldownMillis: 30_000,
      executingResourceStabilizationTimeoutMillis: 60_000,
      rescaleTriggerMaxDelayMillis: null,
      rescaleTriggerMaxCheckpointFailures: 2,
    });
    expect(configured({ "scheduler-mode": "reactive" }).scheduling({ adaptive: false }).adaptive).toMatchObject({
      reactive: true,
      submissionResourceWaitTimeoutMillis: -1,
      submissionResourceStabilizationTimeoutMillis: 0,
    });
  });

  test("options of others are given back", () => {
    expect(new SchedulingConfiguration().take({ "parallelism.default": 2, "slot.request.timeout": 1 })).toEqual({
      "parallelism.default": 2,
    });
  });
});
