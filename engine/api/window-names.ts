/**
 * What Flink calls a window operator: the class of its assigner. The names stand here as text, since class names
 * do not survive every build.
 */
import {
  EventTimeSessionWindows,
  GlobalWindows,
  ProcessingTimeSessionWindows,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
} from "../windows/index";

/** The operator's default name; `Window` for assigners of one's own. */
export function windowOperatorName(assigner: object): string {
  if (assigner instanceof TumblingEventTimeWindows) return "TumblingEventTimeWindows";
  if (assigner instanceof TumblingProcessingTimeWindows) return "TumblingProcessingTimeWindows";
  if (assigner instanceof SlidingEventTimeWindows) return "SlidingEventTimeWindows";
  if (assigner instanceof SlidingProcessingTimeWindows) return "SlidingProcessingTimeWindows";
  if (assigner instanceof EventTimeSessionWindows) return "EventTimeSessionWindows";
  if (assigner instanceof ProcessingTimeSessionWindows) return "ProcessingTimeSessionWindows";
  return assigner instanceof GlobalWindows ? "GlobalWindows" : "Window";
}
