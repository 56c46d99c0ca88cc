/**
 * The codec of savepoints: it knows the classes of all areas whose instances are in state, and those that a program names.
 */
import { CONNECTOR_CLASSES } from "../connectors/index";
import { OPERATOR_CLASSES } from "../operators/index";
import { STATE_CLASSES } from "../state/index";
import { type ClassOf, codecClassOf, ValueCodec } from "../types/index";
import { WINDOW_CLASSES } from "../windows/index";

/** `userClasses`: what Flink's class loader finds by itself. */
export function createStateCodec(userClasses: readonly ClassOf<unknown>[] = []): ValueCodec {
  return new ValueCodec([
    ...userClasses.map(codecClassOf),
    ...STATE_CLASSES,
    ...OPERATOR_CLASSES,
    ...WINDOW_CLASSES,
    ...CONNECTOR_CLASSES,
  ]);
}
