/**
 * Time to live in a whole job: it counts the job's processing time.
 */
import { expect, it } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  type ScriptedElement,
  StateTtlConfig,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";

type Click = readonly [user: string, id: number];

/** Passes the first click of a user in a hundred milliseconds. */
class FirstIn100 extends KeyedProcessFunction<string, Click, string> {
  seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(100)).build());
    this.seen = context.getState(descriptor);
  }

  processElement([user, id]: Click, context: KeyedProcessContext<string>, out: { collect(line: string): void }): void {
    if (this.seen.value() !== null) return;
    this.seen.update(true);
    out.collect(`${user} ${id} at ${context.timerService().currentProcessingTime()}`);
  }
}

/** a is seen at 0 and dies at 100; b is seen at 50 and dies at 150. */
const CLICKS: readonly ScriptedElement<Click>[] = [
  { value: ["a", 1], arrivalMillis: 0 },
  { value: ["b", 2], arrivalMillis: 50 },
  { value: ["a", 3], arrivalMillis: 99 },
  { value: ["a", 4], arrivalMillis: 100 },
  { value: ["b", 5], arrivalMillis: 149 },
  { value: ["b", 6], arrivalMillis: 150 },
  { value: ["a", 7], arrivalMillis: 199 },
];

it("state lives in the job's processing time (rules 3.2.1, 3.2.7)", () => {
  const env = createLocalEnvironment({ startProcessingTime: 0 });
  const sink = new CollectingSink<string>();
  env
    .fromSource(createScriptedSource(CLICKS), WatermarkStrategy.noWatermarks<Click>(), "clicks")
    .keyBy(([user]) => user)
    .process(new FirstIn100())
    .sinkTo(sink);
  env.execute("first clicks").runToEnd();
  expect(sink.values).toEqual(["a 1 at 0", "b 2 at 50", "a 4 at 100", "b 6 at 150"]);
});
