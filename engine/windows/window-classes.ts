/**
 * Windows in a savepoint: state and timers belong to them. Answers to Flink's `TimeWindow.Serializer` and
 * `GlobalWindow.Serializer`.
 */
import type { CodecClass } from "../types/index";
import { GlobalWindow, TimeWindow } from "./window";

export const WINDOW_CLASSES: readonly CodecClass[] = [
  {
    name: "TimeWindow",
    prototype: TimeWindow.prototype,
    fieldsOf: ({ start, exactEnd }: TimeWindow) => ({ start, end: exactEnd }),
    create: ({ start, end }) => new TimeWindow(start as number, end as number),
  },
  { name: "GlobalWindow", prototype: GlobalWindow.prototype, fieldsOf: () => ({}), create: () => GlobalWindow.get() },
];
