import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { WatermarkValve } from "./index";

type Time = number | "MIN" | "MAX";
type Recording = {
  id: string;
  program: { channels: number };
  steps: [[string, Time | "idle" | "active"], unknown[]][];
};

function timeOf(time: string | number): number {
  if (time === "MIN") return MIN_TIMESTAMP;
  return time === "MAX" ? MAX_TIMESTAMP : (time as number);
}

function written(time: number): Time {
  if (time === MIN_TIMESTAMP) return "MIN";
  return time === MAX_TIMESTAMP ? "MAX" : time;
}

it("passes on what Flink's valve passed on, in every recording", () => {
  const recordings = readFileSync("conformance/recordings/watermark-valve.jsonl", "utf8").trim().split("\n");
  for (const line of recordings) {
    const { id, program, steps } = JSON.parse(line) as Recording;
    let outputs: unknown[] = [];
    const valve = new WatermarkValve(program.channels, {
      emitWatermark: (watermark) => outputs.push(["w", written(watermark)]),
      emitWatermarkStatus: (idle) => outputs.push(["s", idle ? "idle" : "active"]),
    });
    for (const [index, [[action, argument], expected]] of steps.entries()) {
      outputs = [];
      const channel = Number(action.slice(1)) - 1;
      if (action.startsWith("w")) valve.inputWatermark(timeOf(argument), channel);
      else valve.inputWatermarkStatus(argument === "idle", channel);
      expect(outputs, `${id} step ${index}`).toEqual(expected);
    }
  }
  expect(recordings).toHaveLength(150);
});
