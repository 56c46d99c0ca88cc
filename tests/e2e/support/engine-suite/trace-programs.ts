/** Programs whose runs are traced in Node and in a worker, to be compared letter by letter. */
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "@/engine/index";
import { decodeTrace, formatTrace } from "@/engine/trace/index";

type Reading = readonly [sensor: string, timestamp: number, celsius: number];

/** Two partitions out of order; the readings of event time 3 and 17 come after the watermark has passed their window. */
const READINGS: readonly ScriptedElement<Reading>[] = [
  ["roof", 4, 20.5, 0],
  ["yard", 2, -1.25, 1],
  ["roof", 1, 0.1, 0],
  ["yard", 26, 3, 1],
  ["roof", 31, 1e21, 0],
  ["roof", 3, 7, 0],
  ["hall", 44, 5e-7, 1],
  ["yard", 17, 2, 1],
  ["hall", 62, -0, 0],
].map(([sensor, timestamp, celsius, partition], index) => ({
  value: [sensor as string, timestamp as number, celsius as number],
  arrivalMillis: index * 35,
  partition: partition as number,
}));

const STRATEGY = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(Duration.ofMillis(6)).withTimestampAssigner(
  ([, timestamp]) => timestamp,
);

function readings(env: StreamExecutionEnvironment) {
  return env.fromSource(createScriptedSource(READINGS), STRATEGY, "readings");
}

function lateWindows(env: StreamExecutionEnvironment): void {
  const late = new OutputTag<Reading>("late");
  const windows = readings(env)
    .keyBy(([sensor]) => sensor)
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .allowedLateness(Duration.ofMillis(12))
    .sideOutputLateData(late)
    .apply<string>((sensor, window, elements, out) => {
      const sum = [...elements].reduce((total, [, , celsius]) => total + celsius, 0);
      out.collect(`${sensor} ${window.getStart()} ${sum}`);
    });
  windows.sinkTo(new CollectingSink<string>());
  windows.getSideOutput(late).sinkTo(new CollectingSink<Reading>());
}

function sessions(env: StreamExecutionEnvironment): void {
  readings(env)
    .keyBy(([sensor]) => sensor)
    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(15)))
    .reduce((one, other) => [one[0], Math.max(one[1], other[1]), one[2] + other[2]])
    .sinkTo(new CollectingSink<Reading>({ guarantee: "exactly-once" }));
}

/** Keeps the warmest reading of a sensor, tells it by an event-time timer and counts silence by a processing-time timer. */
class Warmest extends KeyedProcessFunction<string, Reading, string> {
  warmest!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.warmest = context.getState(new ValueStateDescriptor<number>("warmest"));
  }

  processElement([, timestamp, celsius]: Reading, context: KeyedProcessContext<string>): void {
    this.warmest.update(Math.max(celsius, this.warmest.value() ?? Number.NEGATIVE_INFINITY));
    context.timerService().registerEventTimeTimer(timestamp + 10);
    context.timerService().registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 20);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: { collect(line: string): void }): void {
    out.collect(`${context.getCurrentKey()} ${context.timeDomain()} ${timestamp} ${this.warmest.value()}`);
  }
}

function timers(env: StreamExecutionEnvironment): void {
  readings(env)
    .keyBy(([sensor]) => sensor)
    .process(new Warmest())
    .sinkTo(new CollectingSink<string>({ guarantee: "exactly-once" }));
}

const WRITERS = { lateWindows, sessions, timers };

const SETTINGS: Readonly<Record<string, LocalEnvironmentOptions & { readonly parallelism: number }>> = {
  "one subtask": { parallelism: 1 },
  "two subtasks": { parallelism: 2 },
  "three subtasks by chance": { parallelism: 3, seed: 11 },
  "channels of one element": { parallelism: 2, channelCapacity: 1, seed: 4 },
  "a TaskManager is killed": { parallelism: 2, faults: [{ kind: "kill-task-manager", afterStep: 60, taskManager: 1 }] },
  "a sink throws": {
    parallelism: 2,
    seed: 3,
    faults: [{ kind: "throw-in-operator", operator: "Sink: Writer", atRecord: 2 }],
  },
};

function traceText(write: (env: StreamExecutionEnvironment) => void, setting: keyof typeof SETTINGS): string {
  const { parallelism = 1, ...options } = SETTINGS[setting] ?? {};
  const env = createLocalEnvironment({ ...options, slotsPerTaskManager: 1, trace: true });
  env.setParallelism(parallelism).enableCheckpointing(50);
  env.getConfig().setAutoWatermarkInterval(20);
  write(env);
  const job = env.execute("traced");
  job.runToEnd();
  const columns = job.trace();
  if (columns === null) throw new Error("the run is not traced");
  return formatTrace(decodeTrace(columns));
}

/** The trace text of every program in every setting, by `program, setting`. */
export function traceTexts(): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, write] of Object.entries(WRITERS)) {
    for (const setting of Object.keys(SETTINGS)) texts[`${name}, ${setting}`] = traceText(write, setting);
  }
  return texts;
}
