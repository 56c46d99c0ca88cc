import { describe, expect, it } from "vitest";
import {
  computeKeyGroupRangeForOperatorIndex,
  hashString,
  JavaHashMap,
  MIN_TIMESTAMP,
  STRING_KEYS,
} from "../core/index";
import { RecordingTracer, SILENT_TRACER, type Tracer } from "../trace/index";
import { CurrentKey } from "../types/index";
import {
  type InternalTimerService,
  NamedNamespace,
  type Namespace,
  type ProcessingTimeService,
  type TimerServiceEnvironment,
  TimerServiceManager,
  VirtualClock,
  VOID_NAMESPACE,
} from "./index";

/** A task's processing time: a timer for T runs when the clock reads T + 1. */
function taskTime(clock: VirtualClock): ProcessingTimeService {
  return {
    currentProcessingTime: () => clock.now(),
    registerTimer: (timestamp, callback) => clock.schedule(timestamp + 1, () => callback(timestamp)),
    scheduleWithFixedDelay: (periodMillis, callback) => clock.schedule(clock.now() + periodMillis, callback),
  };
}

class Fixture {
  readonly clock = new VirtualClock(1_000);
  readonly currentKey = new CurrentKey();
  fired: string[] = [];
  readonly manager: TimerServiceManager;
  onFire: (timestamp: number) => void = () => undefined;

  constructor(options: { tracer?: Tracer; subtask?: number; parallelism?: number } = {}) {
    const environment: TimerServiceEnvironment = {
      keyContext: {
        currentKey: this.currentKey,
        getCurrentKey: () => this.currentKey.key,
        resumeKey: (key) => {
          this.key = key as string;
        },
      },
      processingTime: taskTime(this.clock),
      maxParallelism: 128,
      keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, options.parallelism ?? 1, options.subtask ?? 0),
      tracer: options.tracer ?? SILENT_TRACER,
      operator: 2,
      operatorName: "timers",
      subtask: options.subtask ?? 0,
    };
    this.manager = new TimerServiceManager(environment);
  }

  get key(): unknown {
    return this.currentKey.key;
  }
  set key(key: string) {
    Object.assign(this.currentKey, { isSet: true, key, identity: key, hashCode: hashString(key) });
  }

  service(name = "user-timers"): InternalTimerService<Namespace> {
    return this.manager.getOrCreate<Namespace>(name, {
      onEventTime: (timestamp, key) => this.#fire(`${name} E${timestamp} ${String(key)}`, timestamp),
      onProcessingTime: (timestamp, key) =>
        this.#fire(`${name} P${timestamp} ${String(key)} at ${this.clock.now()}`, timestamp),
    });
  }

  #fire(text: string, timestamp: number) {
    this.fired.push(`${text}${this.key === text.split(" ")[2] ? "" : " with a wrong key"}`);
    this.onFire(timestamp);
  }

  take() {
    return this.fired.splice(0);
  }
}

describe("event-time timers", () => {
  it("fire up to the watermark, also those registered by the firing", () => {
    const fixture = new Fixture();
    const service = fixture.service();
    fixture.key = "a";
    for (const timestamp of [30, 10, 20]) service.registerEventTimeTimer(VOID_NAMESPACE, timestamp);
    fixture.onFire = (timestamp) => {
      expect(service.currentWatermark()).toBe(20);
      if (timestamp === 10) service.registerEventTimeTimer(VOID_NAMESPACE, 5);
    };
    fixture.manager.advanceWatermark(20);
    expect(fixture.take()).toEqual(["user-timers E10 a", "user-timers E5 a", "user-timers E20 a"]);
    expect(service.eventTimeTimerCount).toBe(1);
  });

  it("wait for the next watermark when registered late, and an equal one is enough (rule 3.3.2)", () => {
    const fixture = new Fixture();
    const service = fixture.service();
    fixture.manager.advanceWatermark(20);
    fixture.key = "a";
    service.registerEventTimeTimer(VOID_NAMESPACE, 5);
    expect(fixture.take()).toEqual([]);
    fixture.manager.advanceWatermark(20);
    expect(fixture.take()).toEqual(["user-timers E5 a"]);
  });

  it("are advanced service by service in the order of a Java map of their names (rule 3.3.7)", () => {
    const fixture = new Fixture();
    const names = ["window-timers", "user-timers", "a", "b"];
    fixture.key = "k";
    for (const name of names) fixture.service(name).registerEventTimeTimer(VOID_NAMESPACE, 1);
    fixture.manager.advanceWatermark(1);
    const order = new JavaHashMap<string, null>(STRING_KEYS);
    for (const name of names) order.set(name, null);
    expect(fixture.take()).toEqual([...order.keys()].map((name) => `${name} E1 k`));
  });
});

describe("processing-time timers", () => {
  it("fire one millisecond after their time, those due with the earliest one in its callback (rules 3.4.a, 3.4.b)", () => {
    const fixture = new Fixture();
    const service = fixture.service();
    fixture.key = "a";
    service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_050);
    fixture.key = "b";
    service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_010);
    fixture.clock.advanceTo(1_010);
    expect(fixture.take()).toEqual([]);
    fixture.clock.advanceTo(1_100);
    expect(fixture.take()).toEqual(["user-timers P1010 b at 1011", "user-timers P1050 a at 1051"]);
    expect(fixture.clock.nextDueAt()).toBe(2 ** 63);
  });

  it("leave the callback of a deleted head in place, which then finds nothing (rule 3.4.e)", () => {
    const fixture = new Fixture();
    const service = fixture.service();
    fixture.key = "a";
    service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_010);
    service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_020);
    service.deleteProcessingTimeTimer(VOID_NAMESPACE, 1_010);
    expect(fixture.clock.nextDueAt()).toBe(1_011);
    fixture.clock.advanceTo(1_011);
    expect(fixture.take()).toEqual([]);
    fixture.clock.advanceTo(1_021);
    expect(fixture.take()).toEqual(["user-timers P1020 a at 1021"]);
  });

  it("that are due as soon as they are set end at a bound, with operator and key", () => {
    const fixture = new Fixture();
    const service: InternalTimerService<Namespace> = fixture.manager.getOrCreate("again", {
      onEventTime: () => undefined,
      onProcessingTime: () => service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_000),
    });
    fixture.key = "ada";
    service.registerProcessingTimeTimer(VOID_NAMESPACE, 1_000);
    expect(() => fixture.clock.advanceTo(1_001)).toThrow(
      'Operator "timers" was stopped at processing time 1000: its timers set 1000000 new ones that were due at ' +
        "once, the last for the key ada.",
    );
  });
});

describe("a restore", () => {
  it("brings every timer to the subtask that owns its key group, and starts without watermark (rules 0.2.e, 3.3.6, 3.4.d)", () => {
    const before = new Fixture();
    const service = before.service();
    for (const key of ["a", "b", "c", "d", "hello"]) {
      before.key = key;
      service.registerEventTimeTimer(VOID_NAMESPACE, 5);
      service.registerProcessingTimeTimer(VOID_NAMESPACE, 900);
    }
    before.manager.advanceWatermark(4);
    const snapshots = before.manager.snapshot();
    // Key groups of 128: a 81, b 22, c 62, d 64, hello 35; subtask 0 of 2 has 0 to 63.
    const expected = [
      ["b", "hello", "c"],
      ["d", "a"],
    ];
    for (const [subtask, keys] of expected.entries()) {
      const after = new Fixture({ subtask, parallelism: 2 });
      after.manager.restore(snapshots);
      expect(after.manager.eventTimeTimerCount).toBe(keys.length);
      const restored = after.service();
      expect(restored.currentWatermark()).toBe(MIN_TIMESTAMP);
      // Inserted key group by key group, ties leave as first, last, ..., second.
      const order = [keys[0], ...keys.slice(1).reverse()];
      after.clock.advanceTo(1_001);
      expect(after.take()).toEqual(order.map((key) => `user-timers P900 ${key} at 1000`));
      after.manager.advanceWatermark(5);
      expect(after.take()).toEqual(order.map((key) => `user-timers E5 ${key}`));
      expect(after.manager.processingTimeTimerCount).toBe(0);
    }
    expect(hashString("hello")).toBe(99162322);
  });
});

it("reports what it sets, fires and deletes, once", () => {
  const tracer = new RecordingTracer({ currentStep: () => 0, currentProcessingTime: () => 0 });
  const fixture = new Fixture({ tracer });
  const service = fixture.service();
  fixture.key = "a";
  service.registerEventTimeTimer(new NamedNamespace("[0, 5)"), 4);
  service.registerEventTimeTimer(new NamedNamespace("[0, 5)"), 4);
  service.registerEventTimeTimer(VOID_NAMESPACE, 9);
  service.deleteEventTimeTimer(VOID_NAMESPACE, 9);
  service.deleteEventTimeTimer(VOID_NAMESPACE, 9);
  fixture.manager.advanceWatermark(4);
  expect(tracer.eventCount).toBe(4);
});

describe("VirtualClock", () => {
  it("runs callbacks by time, then by registration, each at its own time", () => {
    const clock = new VirtualClock(10);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${clock.now()}`);
    clock.schedule(30, note("c"));
    clock.schedule(20, note("a"));
    clock.schedule(20, note("b"));
    clock.schedule(5, note("past"));
    clock.schedule(25, note("cancelled")).cancel();
    clock.schedule(20, () => clock.schedule(22, note("nested")));
    expect(clock.nextDueAt()).toBe(5);
    expect(clock.advanceTo(40)).toBe(6);
    expect(ran).toEqual(["past@10", "a@20", "b@20", "nested@22", "c@30"]);
    expect(clock.now()).toBe(40);
    expect(() => clock.moveTo(39)).toThrow();
  });

  it("moves without running when told so", () => {
    const clock = new VirtualClock();
    const ran: number[] = [];
    clock.schedule(5, () => ran.push(clock.now()));
    clock.moveTo(9);
    expect(ran).toEqual([]);
    expect(clock.runDue()).toBe(1);
    expect(ran).toEqual([9]);
  });
});
