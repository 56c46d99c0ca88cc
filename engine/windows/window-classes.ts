/**
 * Windows in a savepoint, to which state and timers belong, and the records of joins. Answers to Flink's
 * `TimeWindow.Serializer`, `GlobalWindow.Serializer` and `UnionSerializer`.
 */
import type { CodecClass } from "../types/index";
import { TaggedUnion } from "./tagged-union";
import { GlobalWindow, TimeWindow } from "./window";

export const WINDOW_CLASSES: readonly CodecClass[] = [
  {
    name: "TimeWindow",
    prototype: TimeWindow.prototype,
    fieldsOf: ({ start, exactEnd }: TimeWindow) => ({ start, end: exactEnd }),
    create: ({ start, end }) => new TimeWindow(start as number, end as number),
  },
  { name: "GlobalWindow", prototype: GlobalWindow.prototype, fieldsOf: () => ({}), create: () => GlobalWindow.get() },
  { name: "TaggedUnion", prototype: TaggedUnion.prototype },
];
