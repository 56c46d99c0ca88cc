/** The namespaces of operators in a savepoint: timers of an interval join belong to one of its sides. */
import type { CodecClass } from "../types/index";
import { CleanupNamespace } from "./interval-join-bounds";
import type { JoinSide } from "./interval-join-trace";

export const OPERATOR_CLASSES: readonly CodecClass[] = [
  {
    name: "CleanupNamespace",
    prototype: CleanupNamespace.prototype,
    fieldsOf: ({ side, bucket }: CleanupNamespace) => ({ side, bucket }),
    create: ({ side, bucket }) => new CleanupNamespace(side as JoinSide, bucket as number | null),
  },
];
