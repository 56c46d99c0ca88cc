/**
 * Options by Flink's names that say how a job is scheduled and how it restarts: `restart-strategy.*`, `jobmanager.*`,
 * `slot.request.timeout`. They may be set in any order and in several calls; what they come to is asked at the end.
 */
import {
  ADAPTIVE_DEFAULTS,
  type AdaptiveSettings,
  checkRestartStrategy,
  EXPONENTIAL_DELAY_DEFAULT,
  FAILURE_RATE_DEFAULT,
  FIXED_DELAY_DEFAULT,
  NO_RESTART,
  REACTIVE_DEFAULTS,
  type RestartStrategy,
  SCHEDULING_DEFAULTS,
  type SchedulingSettings,
} from "../checkpoint/index";
import { illegalArgument } from "../core/index";
import { type DurationLike, toMillis } from "./configuration";
import { unparsable } from "./setting-checks";

/** The options; lengths of time are a `Duration` or milliseconds. */
export type SchedulingOptions = {
  /** `none`, `fixed-delay`, `failure-rate` or `exponential-delay`; Flink's other spellings are taken too. */
  readonly "restart-strategy.type"?: string;
  readonly "restart-strategy.fixed-delay.attempts"?: number;
  readonly "restart-strategy.fixed-delay.delay"?: DurationLike;
  readonly "restart-strategy.failure-rate.max-failures-per-interval"?: number;
  readonly "restart-strategy.failure-rate.failure-rate-interval"?: DurationLike;
  readonly "restart-strategy.failure-rate.delay"?: DurationLike;
  readonly "restart-strategy.exponential-delay.initial-backoff"?: DurationLike;
  readonly "restart-strategy.exponential-delay.max-backoff"?: DurationLike;
  readonly "restart-strategy.exponential-delay.backoff-multiplier"?: number;
  readonly "restart-strategy.exponential-delay.reset-backoff-threshold"?: DurationLike;
  readonly "restart-strategy.exponential-delay.jitter-factor"?: number;
  readonly "restart-strategy.exponential-delay.attempts-before-reset-backoff"?: number;
  /** What restarts after a failure: `region` (default) or `full`. */
  readonly "jobmanager.execution.failover-strategy"?: "region" | "full";
  /** How long tasks wait for slots, default 5 min. */
  readonly "slot.request.timeout"?: DurationLike;
  /** `reactive`: as parallel as the slots allow. */
  readonly "scheduler-mode"?: "reactive";
  readonly "jobmanager.adaptive-scheduler.submission.resource-wait-timeout"?: DurationLike;
  readonly "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout"?: DurationLike;
  readonly "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling"?: DurationLike;
  readonly "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout"?: DurationLike;
  readonly "jobmanager.adaptive-scheduler.rescale-trigger.max-delay"?: DurationLike;
  readonly "jobmanager.adaptive-scheduler.rescale-trigger.max-checkpoint-failures"?: number;
};

type Name = keyof SchedulingOptions;

const TYPES: Readonly<Record<Name, "duration" | "number" | "text">> = {
  "restart-strategy.type": "text",
  "restart-strategy.fixed-delay.attempts": "number",
  "restart-strategy.fixed-delay.delay": "duration",
  "restart-strategy.failure-rate.max-failures-per-interval": "number",
  "restart-strategy.failure-rate.failure-rate-interval": "duration",
  "restart-strategy.failure-rate.delay": "duration",
  "restart-strategy.exponential-delay.initial-backoff": "duration",
  "restart-strategy.exponential-delay.max-backoff": "duration",
  "restart-strategy.exponential-delay.backoff-multiplier": "number",
  "restart-strategy.exponential-delay.reset-backoff-threshold": "duration",
  "restart-strategy.exponential-delay.jitter-factor": "number",
  "restart-strategy.exponential-delay.attempts-before-reset-backoff": "number",
  "jobmanager.execution.failover-strategy": "text",
  "slot.request.timeout": "duration",
  "scheduler-mode": "text",
  "jobmanager.adaptive-scheduler.submission.resource-wait-timeout": "duration",
  "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout": "duration",
  "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling": "duration",
  "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout": "duration",
  "jobmanager.adaptive-scheduler.rescale-trigger.max-delay": "duration",
  "jobmanager.adaptive-scheduler.rescale-trigger.max-checkpoint-failures": "number",
};

/** The names of these options. */
export const SCHEDULING_OPTIONS: readonly string[] = Object.keys(TYPES);

/** Flink's spellings of the restart strategies. */
const STRATEGIES: Readonly<Record<string, RestartStrategy["kind"]>> = {
  none: "none",
  disable: "none",
  off: "none",
  "fixed-delay": "fixed-delay",
  fixeddelay: "fixed-delay",
  "failure-rate": "failure-rate",
  failurerate: "failure-rate",
  "exponential-delay": "exponential-delay",
  exponentialdelay: "exponential-delay",
};

/** What a program has set of them so far. */
export class SchedulingConfiguration {
  readonly #numbers = new Map<Name, number>();
  readonly #texts = new Map<Name, string>();

  /**
   * Takes the options that it knows, and gives back the others.
   * Errors: `IllegalArgumentException` for a value of the wrong type, or a word that Flink does not take.
   */
  take(options: object): Record<string, unknown> {
    const others: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      if (!Object.hasOwn(TYPES, name)) others[name] = value;
      else this.#set(name as Name, value);
    }
    this.restartStrategy();
    this.scheduling({ adaptive: true });
    return others;
  }

  /**
   * The restart strategy that the options name; null where they name none.
   * Errors: `IllegalArgumentException` for a number out of its range.
   */
  restartStrategy(): RestartStrategy | null {
    const type = this.#texts.get("restart-strategy.type");
    if (type === undefined) return null;
    const kind = STRATEGIES[type.toLowerCase()];
    if (kind === undefined) {
      throw illegalArgument(`${type} is an unknown value of RestartStrategyType.`, {
        hint: "Use none, fixed-delay, failure-rate or exponential-delay.",
      });
    }
    return checkRestartStrategy(this.#strategyOf(kind));
  }

  /** What decides scheduling and failover. `adaptive`: whether `jobmanager.scheduler` asks for the adaptive scheduler. */
  scheduling(options: { readonly adaptive: boolean }): SchedulingSettings {
    const failover = this.#texts.get("jobmanager.execution.failover-strategy") ?? SCHEDULING_DEFAULTS.failoverStrategy;
    const mode = this.#texts.get("scheduler-mode")?.toLowerCase() ?? null;
    if (failover !== "region" && failover !== "full") throw unknownValue("jobmanager.execution.failover-strategy");
    if (mode !== null && mode !== "reactive") throw unknownValue("scheduler-mode");
    const isAdaptive = options.adaptive || mode === "reactive";
    return {
      failoverStrategy: failover,
      slotRequestTimeoutMillis: this.#number("slot.request.timeout", SCHEDULING_DEFAULTS.slotRequestTimeoutMillis),
      adaptive: isAdaptive ? this.#adaptive(mode === "reactive" ? REACTIVE_DEFAULTS : ADAPTIVE_DEFAULTS) : null,
    };
  }

  #set(name: Name, value: unknown): void {
    const type = TYPES[name];
    if (type === "text" && typeof value === "string") this.#texts.set(name, value);
    else if (type === "number" && typeof value === "number") this.#numbers.set(name, value);
    else if (type === "duration" && (typeof value === "number" || isDuration(value))) {
      this.#numbers.set(name, typeof value === "number" ? value : toMillis(value));
    } else {
      throw unparsable(name, value, type === "duration" ? "Give a Duration or milliseconds." : `Give a ${type}.`);
    }
  }

  #strategyOf(kind: RestartStrategy["kind"]): RestartStrategy {
    if (kind === "none") return NO_RESTART;
    if (kind === "fixed-delay") {
      const { attempts, delayMillis } = FIXED_DELAY_DEFAULT;
      return {
        kind,
        attempts: this.#number("restart-strategy.fixed-delay.attempts", attempts),
        delayMillis: this.#number("restart-strategy.fixed-delay.delay", delayMillis),
      };
    }
    if (kind === "failure-rate") {
      const { maxFailuresPerInterval, failureIntervalMillis, delayMillis } = FAILURE_RATE_DEFAULT;
      const rate = "restart-strategy.failure-rate";
      return {
        kind,
        maxFailuresPerInterval: this.#number(`${rate}.max-failures-per-interval`, maxFailuresPerInterval),
        failureIntervalMillis: this.#number(`${rate}.failure-rate-interval`, failureIntervalMillis),
        delayMillis: this.#number(`${rate}.delay`, delayMillis),
      };
    }
    const defaults = EXPONENTIAL_DELAY_DEFAULT;
    const delay = "restart-strategy.exponential-delay";
    return {
      kind,
      initialBackoffMillis: this.#number(`${delay}.initial-backoff`, defaults.initialBackoffMillis),
      maxBackoffMillis: this.#number(`${delay}.max-backoff`, defaults.maxBackoffMillis),
      backoffMultiplier: this.#number(`${delay}.backoff-multiplier`, defaults.backoffMultiplier),
      resetBackoffThresholdMillis: this.#number(
        `${delay}.reset-backoff-threshold`,
        defaults.resetBackoffThresholdMillis,
      ),
      jitterFactor: this.#number(`${delay}.jitter-factor`, defaults.jitterFactor),
      attempts: this.#numbers.get(`${delay}.attempts-before-reset-backoff`) ?? null,
    };
  }

  #adaptive(defaults: AdaptiveSettings): AdaptiveSettings {
    const prefix = "jobmanager.adaptive-scheduler";
    const failures = this.#number(
      `${prefix}.rescale-trigger.max-checkpoint-failures`,
      defaults.rescaleTriggerMaxCheckpointFailures,
    );
    if (failures < 1) {
      throw illegalArgument(
        "jobmanager.adaptive-scheduler.rescale-trigger.max-checkpoint-failures should have a value of 1 or higher.",
      );
    }
    return {
      reactive: defaults.reactive,
      submissionResourceWaitTimeoutMillis: this.#number(
        `${prefix}.submission.resource-wait-timeout`,
        defaults.submissionResourceWaitTimeoutMillis,
      ),
      submissionResourceStabilizationTimeoutMillis: this.#number(
        `${prefix}.submission.resource-stabilization-timeout`,
        defaults.submissionResourceStabilizationTimeoutMillis,
      ),
      executingCooldownMillis: this.#number(
        `${prefix}.executing.cooldown-after-rescaling`,
        defaults.executingCooldownMillis,
      ),
      executingResourceStabilizationTimeoutMillis: this.#number(
        `${prefix}.executing.resource-stabilization-timeout`,
        defaults.executingResourceStabilizationTimeoutMillis,
      ),
      rescaleTriggerMaxDelayMillis: this.#numbers.get(`${prefix}.rescale-trigger.max-delay`) ?? null,
      rescaleTriggerMaxCheckpointFailures: failures,
    };
  }

  #number(name: Name, otherwise: number): number {
    return this.#numbers.get(name) ?? otherwise;
  }
}

function isDuration(value: unknown): value is Exclude<DurationLike, number> {
  return typeof value === "object" && value !== null && "toMillis" in value;
}

function unknownValue(name: Name) {
  return illegalArgument(`Could not parse the value for key '${name}'.`, {
    hint: name === "scheduler-mode" ? "Use reactive, or leave it out." : "Use region or full.",
  });
}
