/**
 * Count windows in terms of global windows, as Flink's `KeyedStream.countWindow` builds them.
 */
import {
  CountEvictor,
  CountTrigger,
  type Evictor,
  type GlobalWindow,
  PurgingTrigger,
  type Trigger,
} from "../windows/index";

/** What both kinds of windowed streams have. */
type Windowed<T> = {
  trigger(trigger: Trigger<T, GlobalWindow>): Windowed<T>;
  evictor(evictor: Evictor<T, GlobalWindow>): Windowed<T>;
};

/** `size` records, or with `slide` the last `size` records at every `slide`-th one. */
export function countWindowOf<T, S extends Windowed<T>>(windows: S, size: number, slide: number | undefined): S {
  if (slide === undefined) windows.trigger(PurgingTrigger.of(CountTrigger.of(size)));
  else windows.evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
  return windows;
}
