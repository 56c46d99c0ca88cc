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

test("before an event all is known that led to it, also in its own step, and nothing of it", () => {
  const [first, advanced, atSums, second] = trace.events;
  if (first === undefined || atSums === undefined || second === undefined) throw new Error("the trace is too short");
  expect(second.step).toBe(atSums.step);
  expect(traceBefore(trace, second).events).toEqual([first, advanced, atSums]);
  expect(traceBefore(trace, atSums).events).toEqual([first, advanced]);
  expect(traceBefore(trace, first).events).toEqual([]);
});
