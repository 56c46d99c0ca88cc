/**
 * What tasks read and wrote and how they spent their time. Answers to Flink's `MutableIOMetrics` and `IOMetricsInfo`.
 */
import { readTaskMetrics, type Task } from "../../runtime/index";
import type { JsonObject } from "./rest-facts";

/** The sums over the tasks; a sum is complete when each task has counted. */
export function ioMetrics(tasks: readonly Task[], now: number): JsonObject {
  const read = tasks.map((task) => readTaskMetrics(task, now));
  const sum = (name: string) => read.reduce((total, metrics) => total + Number(metrics.get(name) ?? 0), 0);
  const isComplete = (name: string) => read.every((metrics) => metrics.has(name));
  return {
    "read-bytes": sum("numBytesIn"),
    "read-bytes-complete": isComplete("numBytesIn"),
    "write-bytes": sum("numBytesOut"),
    "write-bytes-complete": isComplete("numBytesOut"),
    "read-records": sum("numRecordsIn"),
    "read-records-complete": isComplete("numRecordsIn"),
    "write-records": sum("numRecordsOut"),
    "write-records-complete": isComplete("numRecordsOut"),
    "accumulated-backpressured-time": sum("accumulateBackPressuredTimeMs"),
    "accumulated-idle-time": sum("accumulateIdleTimeMs"),
    "accumulated-busy-time": sum("accumulateBusyTimeMs"),
  };
}
