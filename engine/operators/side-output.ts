/**
 * What every context's `output(tag, value)` does, with Flink's refusal of a missing tag.
 */
import { illegalArgument } from "../core/index";
import type { Output, OutputTag } from "./output";

/** Emits `value` to the side output `tag` with a timestamp in milliseconds. */
export function emitToTag<X>(output: Output<unknown>, tag: OutputTag<X> | null, value: X, timestamp: number): void {
  if (tag === null || tag === undefined) {
    throw illegalArgument("OutputTag must not be null.", {
      hint: "Make the tag once, new OutputTag(id), and use the same one here and in getSideOutput.",
    });
  }
  output.collectSide(tag, value, timestamp);
}
