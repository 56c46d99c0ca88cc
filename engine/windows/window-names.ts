/**
 * What Flink calls a window operator and how it describes it: by the simple names of classes. Those of the engine's own
 * classes stand here as text, since class names do not survive every build.
 */
import { ContinuousEventTimeTrigger, ContinuousProcessingTimeTrigger } from "./continuous-trigger";
import { CountEvictor } from "./count-evictor";
import { CountTrigger } from "./count-trigger";
import { DeltaEvictor } from "./delta-evictor";
import { DeltaTrigger } from "./delta-trigger";
import { EventTimeTrigger } from "./event-time-trigger";
import { EndOfStreamTrigger, GlobalWindows, NeverTrigger } from "./global-windows";
import { CoGroupWindowFunction } from "./join-functions";
import { ProcessingTimeTrigger } from "./processing-time-trigger";
import { ProcessingTimeoutTrigger } from "./processing-timeout-trigger";
import { PurgingTrigger } from "./purging-trigger";
import {
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
  EventTimeSessionWindows,
  ProcessingTimeSessionWindows,
} from "./session-windows";
import { SlidingEventTimeWindows, SlidingProcessingTimeWindows } from "./sliding-windows";
import { TimeEvictor } from "./time-evictor";
import { TumblingEventTimeWindows, TumblingProcessingTimeWindows } from "./tumbling-windows";

const SIMPLE_NAMES = new Map<unknown, string>([
  [TumblingEventTimeWindows, "TumblingEventTimeWindows"],
  [TumblingProcessingTimeWindows, "TumblingProcessingTimeWindows"],
  [SlidingEventTimeWindows, "SlidingEventTimeWindows"],
  [SlidingProcessingTimeWindows, "SlidingProcessingTimeWindows"],
  [EventTimeSessionWindows, "EventTimeSessionWindows"],
  [ProcessingTimeSessionWindows, "ProcessingTimeSessionWindows"],
  [DynamicEventTimeSessionWindows, "DynamicEventTimeSessionWindows"],
  [DynamicProcessingTimeSessionWindows, "DynamicProcessingTimeSessionWindows"],
  [GlobalWindows, "GlobalWindows"],
  [EventTimeTrigger, "EventTimeTrigger"],
  [ProcessingTimeTrigger, "ProcessingTimeTrigger"],
  [ContinuousEventTimeTrigger, "ContinuousEventTimeTrigger"],
  [ContinuousProcessingTimeTrigger, "ContinuousProcessingTimeTrigger"],
  [CountTrigger, "CountTrigger"],
  [DeltaTrigger, "DeltaTrigger"],
  [PurgingTrigger, "PurgingTrigger"],
  [ProcessingTimeoutTrigger, "ProcessingTimeoutTrigger"],
  [NeverTrigger, "NeverTrigger"],
  [EndOfStreamTrigger, "EndOfStreamTrigger"],
  [CountEvictor, "CountEvictor"],
  [TimeEvictor, "TimeEvictor"],
  [DeltaEvictor, "DeltaEvictor"],
  [CoGroupWindowFunction, "CoGroupWindowFunction"],
]);

/** The simple name of an object's class; of a plain function its own name, which Java's lambdas have not. */
function simpleNameOf(thing: object): string {
  if (typeof thing === "function") return thing.name === "" ? "Lambda" : thing.name;
  const known = SIMPLE_NAMES.get(thing.constructor);
  if (known !== undefined) return known;
  return thing.constructor === Object || thing.constructor.name === "" ? "Function" : thing.constructor.name;
}

/** The default name of a window operator: the class of its assigner. */
export function windowOperatorName(assigner: object): string {
  return simpleNameOf(assigner);
}

/** What a window operator is made of; functions by object, or by name where Flink's is another class than ours. */
export type DescribedWindows = {
  readonly assigner: { toString(): string };
  readonly trigger: object;
  readonly evictor: object | null;
  readonly functions: readonly (object | string)[];
};

/** As `Window(TumblingEventTimeWindows(5000), EventTimeTrigger, MyReduce, PassThroughWindowFunction)`. */
export function describeWindows({ assigner, trigger, evictor, functions }: DescribedWindows): string {
  const names = [trigger, ...(evictor === null ? [] : [evictor]), ...functions].map((part) =>
    typeof part === "string" ? part : simpleNameOf(part),
  );
  return `Window(${[assigner.toString(), ...names].join(", ")})`;
}

/** What Flink puts behind a reduce or aggregate function that nothing follows. */
export const PASS_THROUGH = "PassThroughWindowFunction";
