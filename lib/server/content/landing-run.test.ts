/** The landing page's run, against what Flink's rules say by hand: a bound of five seconds, five seconds of lateness. */
import { expect, test } from "vitest";
import { buildPlaneModel } from "@/lib/shared/trace-model/build-plane-model";
import { landingRun } from "./landing-run";

test("the run on the landing page shows every fate of a record, and its question has one right answer", () => {
  const { trace, question } = landingRun();
  const model = buildPlaneModel(trace);
  expect(trace.droppedEvents).toBe(0);
  expect(model.subtasks).toHaveLength(1);
  expect(model.subtasks[0]?.records.map((mark) => `${mark.label} ${mark.recordClass}`)).toEqual([
    "a·3 on-time",
    "a·1 on-time",
    "b·4 on-time",
    "a·2 out-of-order",
    "b·5 on-time",
    "a·3 on-time",
    // Watermark 12:00:10.999: behind it, but the window is kept until 12:00:14.999.
    "b·1 late-counted",
    "a·2 on-time",
    "b·6 on-time",
    // Watermark 12:00:16.999 and 12:00:21.999: window [00, 10) is gone.
    "a·2 dropped",
    "b·1 on-time",
    "a·3 dropped",
    "a·4 on-time",
    // Watermark 12:00:25.999: behind it, while window [20, 30) has not fired.
    "b·2 late-counted",
    "b·1 on-time",
    "a·2 on-time",
  ]);
  expect(question.options.filter((option) => option.right).map((option) => option.text)).toEqual([
    "The watermark had passed 12:00:14.999.",
  ]);
});

test("the sums that reach the sink: first results, the correction of [00, 10) for b, and the rest at the end", () => {
  const sums = buildPlaneModel(landingRun().trace).outputs.map((output) =>
    /sensor: "(\w)", value: (\d+)/.exec(output.value)?.slice(1, 3).join(""),
  );
  expect(sums).toEqual(["a6", "b4", "b5", "b5", "a5", "b9", "b1", "a6"]);
});
