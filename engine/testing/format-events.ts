/**
 * What came out of a harness, one short text for each event, for tests and their messages.
 */
import { formatTimestamp, preview } from "../core/index";
import type { HarnessEvent } from "./harness-output";

/** `value@timestamp`, `tag:value@timestamp`, `w100`, `idle`, `active`; timestamps `none`, `MIN` and `MAX` by name, ... */
export function formatEvents(events: readonly HarnessEvent<unknown>[]): string[] {
  return events.map((event) => {
    switch (event.kind) {
      case "record":
        return `${formatValue(event.value)}@${formatTimestamp(event.timestamp)}`;
      case "side-output":
        return `${event.tag}:${formatValue(event.value)}@${formatTimestamp(event.timestamp)}`;
      case "watermark":
        return `w${formatTimestamp(event.watermark)}`;
      case "status":
        return event.idle ? "idle" : "active";
      case "reported-watermark":
        return `reported w${formatTimestamp(event.watermark)}`;
      case "note":
        return `note ${preview(event.note)}`;
    }
  });
}

function formatValue(value: unknown): string {
  return typeof value === "string" ? value : preview(value);
}
