/** Which event a scene names, and what is shown before it, on a trace written by hand. */
import { expect, test } from "vitest";
import { HandMadeTrace, handMadeOperator } from "../trace-model/hand-made-trace";
import { findSceneEvent, traceBefore } from "./scene-run";

const at = (operator: number) => ({ operator, subtask: 0 });
const trace = new HandMadeTrace([handMadeOperator("clicks", "source", 0), handMadeOperator("sums", "window", 1)])
  .at(0, { kind: "watermark-emitted", ...at(0), watermark: 5 })
  .at(0, { kind: "watermark-advanced", ...at(1), watermark: 5 })
  .at(0, { kind: "watermark-emitted", ...at(1), watermark: 5 }, { kind: "watermark-emitted", ...at(0), watermark: 9 })
  .at(0, { kind: "job-finished" })
  .log();
const watermarks = { kind: "watermark-emitted", nth: 1, where: {} };

test("an event is found by kind, place in the row, operator and fields", () => {
  const [first, , atSums, second] = trace.events;
  expect(findSceneEvent(trace, watermarks)).toBe(first);
  expect(findSceneEvent(trace, { ...watermarks, nth: 3 })).toBe(second);
  expect(findSceneEvent(trace, { ...watermarks, operator: "sums" })).toBe(atSums);
  expect(findSceneEvent(trace, { ...watermarks, where: { watermark: 9 } })).toBe(second);
  expect(findSceneEvent(trace, { ...watermarks, nth: 4 })).toBeNull();
  expect(findSceneEvent(trace, { ...watermarks, operator: "sums", where: { watermark: 9 } })).toBeNull();
});

test("before a step nothing of that step is known", () => {
  const [first, advanced, atSums] = trace.events;
  expect(traceBefore(trace, atSums?.step ?? 0).events).toEqual([first, advanced]);
  expect(traceBefore(trace, 0).events).toEqual([]);
});
