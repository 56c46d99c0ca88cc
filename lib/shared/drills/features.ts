/**
 * What a stream shows. It shows a rule when getting the rule wrong would change an answer: so a feature is found by
 * predicting with the mistake and comparing.
 */
import type { ScenarioStream } from "../content/scenario-schema";
import { DRILL_FEATURES, type DrillFeature, type DrillTruth } from "./drill";
import { firstMoment, predict } from "./predict";
import { MISTAKE_IDS, type Mistake, rulesWith } from "./rules";

/** What is asked of a stream. */
export interface Asked {
  readonly watermarksAfter: readonly number[];
  readonly asksMoments: boolean;
  readonly asksDropped: boolean;
}

const SHOWN_BY: Readonly<Partial<Record<DrillFeature, Mistake>>> = {
  "out-of-order": "latest-not-largest",
  boundary: "end-inclusive",
  "edge-of-firing": "fires-at-end",
  "end-of-input": "end-ignored",
  "behind-but-counted": "behind-watermark-dropped",
  rescued: "lateness-ignored",
  sliding: "one-window-each",
  merge: "sessions-never-merge",
  "exact-gap": "exact-gap-apart",
  "held-back": "maximum-over-partitions",
  "silent-partition": "idleness-forgotten",
  burst: "emitted-at-once",
  "joins-late": "own-session-decides",
  gap: "between-is-late",
  "late-in-gap": "between-is-never-late",
};

/** The answers to what is asked, in one order, each as a text that is the same for the same answer. */
export function answersTo(truth: DrillTruth, asked: Asked): string[] {
  return [
    ...asked.watermarksAfter.map((number) => `${truth.watermarks[number - 1]}`),
    ...truth.rows.map(({ firings }) => firings.map(({ elements }) => elements.join(" ")).join("; ")),
    ...(asked.asksMoments ? truth.rows.map(firstMoment) : []),
    ...(asked.asksDropped ? [truth.dropped.join(" ")] : []),
  ];
}

/** Whether what is asked shows the feature. */
export function showsFeature(feature: DrillFeature, stream: ScenarioStream, truth: DrillTruth, asked: Asked): boolean {
  const mistake = SHOWN_BY[feature];
  if (mistake === undefined) return truth.dropped.length > 0;
  const wrong = answersTo(predict(stream, rulesWith(mistake)), asked);
  return answersTo(truth, asked).some((answer, index) => answer !== wrong[index]);
}

/** All features that what is asked shows. */
export function featuresOf(stream: ScenarioStream, truth: DrillTruth, asked: Asked): DrillFeature[] {
  return DRILL_FEATURES.filter((feature) => showsFeature(feature, stream, truth, asked));
}

/** The elements after which the watermark tells most: those where most mistakes would give another one, by arrival. */
export function tellingWatermarks(stream: ScenarioStream, truth: DrillTruth, count: number): number[] {
  const wrong = MISTAKE_IDS.map((mistake) => predict(stream, rulesWith(mistake)).watermarks);
  return truth.watermarks
    .map((watermark, index) => ({
      number: index + 1,
      watermark,
      tells: new Set(wrong.map((watermarks) => watermarks[index]).filter((other) => other !== watermark)).size,
    }))
    .filter(({ watermark }) => watermark !== null)
    .sort((a, b) => b.tells - a.tells || b.number - a.number)
    .slice(0, count)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}
