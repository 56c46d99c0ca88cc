/** What a run of a scenario gave, for the question that the scenario asks. */
import type { ScenarioWindow } from "./scenario-windows";

export type ScenarioAnswer =
  /** Null when the source had not emitted a watermark yet. */
  | { readonly kind: "watermark"; readonly watermark: number | null }
  /** For each candidate window, in order, the results of its firings in order. */
  | {
      readonly kind: "window-output";
      readonly windows: readonly (ScenarioWindow & { readonly outputs: readonly number[] })[];
    }
  /** Numbers of the elements that were dropped as late for all their windows, from 1. */
  | { readonly kind: "dropped"; readonly elements: readonly number[] };
