import type { ScenarioStream } from "./scenario-schema";
import { formatDuration } from "./scenario-time";

/** The configuration in Flink's words, a name and a value for each part. */
export function scenarioFacts(scenario: ScenarioStream): [name: string, value: string][] {
  const { watermarks, window } = scenario;
  const facts: [string, string][] = [["Watermarks", watermarkText(watermarks)]];
  if ("idleness" in watermarks && watermarks.idleness !== undefined) {
    facts.push(["Idleness", `withIdleness, ${formatDuration(watermarks.idleness)}`]);
  }
  if (watermarks.strategy !== "no-watermarks")
    facts.push(["Emitted", `every ${formatDuration(scenario.autoWatermarkInterval)}`]);
  if (window !== undefined) {
    facts.push(["Windows", `${windowText(window)}, ${scenario.function}`]);
    facts.push([
      "Lateness",
      scenario.allowedLateness === 0 ? "none allowed" : `${formatDuration(scenario.allowedLateness)} allowed`,
    ]);
  }
  return facts;
}

function watermarkText(watermarks: ScenarioStream["watermarks"]): string {
  if (watermarks.strategy === "bounded-out-of-orderness")
    return `forBoundedOutOfOrderness, ${formatDuration(watermarks.bound)}`;
  return watermarks.strategy === "monotonous-timestamps" ? "forMonotonousTimestamps" : "noWatermarks";
}

function windowText(window: NonNullable<ScenarioStream["window"]>): string {
  if (window.kind === "tumbling") return `tumbling, ${formatDuration(window.size)}`;
  if (window.kind === "sliding") return `sliding, ${formatDuration(window.size)} every ${formatDuration(window.slide)}`;
  return `session, gap ${formatDuration(window.gap)}`;
}
