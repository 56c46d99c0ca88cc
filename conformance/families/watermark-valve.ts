/**
 * Recordings of one input with several channels: `["w2", t]`, `["s1", "idle"]` come in on channel 2, on channel 1.
 */
import { WatermarkValve } from "../../engine/time/index";
import type { Entry, FamilyAdapter } from "../adapter";
import { decodeTime, encodeTime, replaySteps, resultOf } from "../compare";

export const watermarkValve: FamilyAdapter = {
  family: "watermark-valve",
  replay(recording) {
    let outputs: Entry[] = [];
    const valve = new WatermarkValve(recording.program.channels as number, {
      emitWatermark: (watermark) => outputs.push(["w", encodeTime(watermark)]),
      emitWatermarkStatus: (idle) => outputs.push(["s", idle ? "idle" : "active"]),
    });
    const difference = replaySteps(recording.steps, ([action, argument]) => {
      outputs = [];
      const channel = Number((action as string).slice(1)) - 1;
      if ((action as string).startsWith("w")) valve.inputWatermark(decodeTime(argument), channel);
      else valve.inputWatermarkStatus(argument === "idle", channel);
      return outputs;
    });
    return resultOf(difference);
  },
};
