/** Trace events -> the marks of the records that arrived at one subtask, with the class each turned out to have. */
import type { KeyShape, RecordClass, RecordMark } from "./plane-model";
import { recordLabel, unquote } from "./record-label";
import type { ReduceContext } from "./reduce-context";
import { isFiniteTime, MIN_TIME } from "./time-format";

type Draft = { -readonly [K in keyof RecordMark]: RecordMark[K] };

/**
 * A record is late when the watermark had reached its event time before it came, and out of order when a record of this
 * subtask before it had a later event time. Whether a late record still counts, the window decides.
 */
export function reduceRecords(context: ReduceContext, shapeOf: (key: string) => KeyShape): RecordMark[] {
  const marks: Draft[] = [];
  const byRecord = new Map<number, Draft>();
  let highest = Number.NEGATIVE_INFINITY;
  let watermark = MIN_TIME;
  const turn = (record: number, recordClass: RecordClass) => {
    const mark = byRecord.get(record);
    if (mark !== undefined) mark.recordClass = recordClass;
  };
  for (const { event, position } of context.events) {
    if (event.kind === "restore") {
      highest = Number.NEGATIVE_INFINITY;
      watermark = MIN_TIME;
    }
    if (!("operator" in event) || event.operator !== context.operator) continue;
    if (event.kind === "watermark-advanced") watermark = event.watermark;
    else if (event.kind === "record-received") {
      const timed = isFiniteTime(event.timestamp);
      const late = timed && event.timestamp <= watermark;
      const mark: Draft = {
        record: event.record,
        step: event.step,
        x: context.x(event),
        eventTime: timed ? event.timestamp : null,
        key: unquote(event.key),
        shape: shapeOf(unquote(event.key)),
        label: recordLabel(event.key, event.value, event.timestamp),
        recordClass: late ? "late-counted" : timed && event.timestamp < highest ? "out-of-order" : "on-time",
        undone: context.isUndone(position),
      };
      if (timed && event.timestamp > highest) highest = event.timestamp;
      marks.push(mark);
      byRecord.set(event.record, mark);
    } else if (event.kind === "record-assigned" && event.late) turn(event.record, "late-counted");
    else if (event.kind === "record-late") turn(event.record, event.outcome);
  }
  return marks;
}
