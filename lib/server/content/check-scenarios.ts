import "server-only";
import { candidateWindows } from "@/lib/shared/content/scenario-windows";
import type { ContentFault } from "./content-fault";
import type { ParsedItem } from "./parse-item";
import { runScenario } from "@/lib/shared/content/run-scenario";

/** Runs the scenario of every trace item on the engine and names those that fail or leave nothing to predict. */
export function checkScenarios(items: readonly ParsedItem[]): ContentFault[] {
  return items.flatMap((item) => {
    const { meta } = item;
    if (meta.format !== "trace") return [];
    const fault = (path: (string | number)[], message: string, remedy: string): ContentFault => ({
      file: item.file,
      line: item.lineOf(path),
      message,
      remedy,
    });
    try {
      const { answer } = runScenario(meta.scenario);
      if (answer.kind === "watermark" && answer.watermark === null) {
        return [
          fault(
            ["scenario", "ask"],
            "The run has emitted no watermark by then.",
            "Ask after a later element, or leave more than autoWatermarkInterval between arrivals.",
          ),
        ];
      }
      if (answer.kind === "window-output" && candidateWindows(meta.scenario).length > 12) {
        return [
          fault(
            ["scenario", "window"],
            "There are more than 12 windows to fill in.",
            "Use fewer elements, larger windows or fewer keys.",
          ),
        ];
      }
      return [];
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return [
        fault(
          ["scenario"],
          `The run failed: ${reason}`,
          "Change the scenario; if it is sound, the engine is at fault.",
        ),
      ];
    }
  });
}
