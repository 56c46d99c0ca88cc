import type { ScenarioStream } from "@/lib/shared/content/scenario-schema";
import { formatTime } from "@/lib/shared/content/scenario-time";
import type { ScenarioWindow } from "@/lib/shared/content/scenario-windows";

/** A window as it is shown: its interval, with the key where there is more than one. */
export function windowLabel(scenario: ScenarioStream, window: ScenarioWindow): string {
  const interval = `[${formatTime(window.start, scenario.times)}, ${formatTime(window.end, scenario.times)})`;
  const keys = new Set(scenario.elements.map((element) => element.key));
  return keys.size > 1 ? `${window.key} ${interval}` : interval;
}
