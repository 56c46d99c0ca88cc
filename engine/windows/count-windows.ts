/**
 * Windows of so many records. Answers to `KeyedStream.countWindow`: a global window with a trigger that counts
 * and, where windows slide, an evictor that keeps the last records. A remainder that does not fill a window is
 * never emitted.
 */
import { CountEvictor } from "./count-evictor";
import { CountTrigger } from "./count-trigger";
import { GlobalWindows } from "./global-windows";
import { PurgingTrigger } from "./purging-trigger";
import type { GlobalWindow } from "./window";
import { WindowOperatorBuilder } from "./window-operator-builder";

/** Every `size` records; with a slide, every `slide` records the last `size`. */
export function countWindow<IN, KEY>(size: number, slide?: number): WindowOperatorBuilder<IN, KEY, GlobalWindow> {
  const builder = new WindowOperatorBuilder<IN, KEY, GlobalWindow>(GlobalWindows.create());
  if (slide === undefined) {
    return builder.trigger(PurgingTrigger.of<unknown, GlobalWindow>(CountTrigger.of(size)));
  }
  return builder.evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
}
