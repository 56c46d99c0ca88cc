/**
 * The actions and outputs that all families driven by an operator harness share.
 */
import type { HarnessEvent, OperatorHarness } from "../../engine/testing/index";
import type { Entry } from "../adapter";
import { decodeTime, encodeFailure, encodeTime, encodeValue } from "../compare";

/** What came out, as recordings write it. */
export function encodeEvents(events: readonly HarnessEvent<unknown>[]): Entry[] {
  return events.map((event): Entry => {
    switch (event.kind) {
      case "record":
        return ["e", encodeTime(event.timestamp), encodeValue(event.value)];
      case "side-output":
        return ["o", event.tag, encodeTime(event.timestamp), encodeValue(event.value)];
      case "watermark":
        return ["w", encodeTime(event.watermark)];
      case "status":
        return ["s", event.idle ? "idle" : "active"];
      case "reported-watermark":
        return ["r", encodeTime(event.watermark)];
      case "note":
        return event.note as Entry;
    }
  });
}

/** Does one action with the harness; gives what came out, a failure as `x` at the end. */
export function performOnHarness(harness: OperatorHarness<never, unknown>, action: Entry): Entry[] {
  const failure = attempt(() => doAction(harness, action));
  const outputs = encodeEvents(harness.takeOutput());
  return failure === null ? outputs : [...outputs, failure];
}

/** Null when it went well, else the failure as recordings write it. */
export function attempt(action: () => void): Entry | null {
  try {
    action();
    return null;
  } catch (error) {
    return encodeFailure(error);
  }
}

function doAction(harness: OperatorHarness<never, unknown>, action: Entry): void {
  const [name, argument, value] = action;
  switch (name) {
    case "e":
      return harness.pushElement(value as never, decodeTime(argument));
    case "w":
      return harness.pushWatermark(decodeTime(argument));
    case "s":
      return harness.pushStatus(argument as "idle" | "active");
    case "p":
      return harness.setProcessingTime(decodeTime(argument));
    case "b":
      return harness.setBackPressured(argument === "start");
    case "restore":
      return harness.restore();
    case "end":
      return harness.finish();
    default:
      throw new Error(`Unknown action ${String(name)}`);
  }
}

/** What remains at the end. */
export function leftIn(
  harness: Pick<
    OperatorHarness<never, unknown>,
    "stateEntryCount" | "eventTimeTimerCount" | "processingTimeTimerCount"
  >,
): Record<string, number> {
  return {
    stateEntries: harness.stateEntryCount,
    eventTimeTimers: harness.eventTimeTimerCount,
    processingTimeTimers: harness.processingTimeTimerCount,
  };
}
