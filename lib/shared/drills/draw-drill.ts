/** Draws drills: the same level and seed always give the same one, and a dull draw is drawn again. */
import { AppError } from "../app-error";
import type { ScenarioStream } from "../content/scenario-schema";
import { Chance } from "./chance";
import type { Drill, DrillPlace, DrillTruth } from "./drill";
import { drawStream } from "./draw-stream";
import { type Asked, answersTo, featuresOf, showsFeature, tellingWatermarks } from "./features";
import { DRILL_LEVEL_INFO, type DrillLevelInfo, type Variant } from "./levels";
import { predict } from "./predict";
import { RIGHT_RULES } from "./rules";

const DRAWS_MAX = 20_000;

/** The drill of a level and seed. Throws UNEXPECTED when no draw shows what the level promises. */
export function drawDrill({ level, seed }: DrillPlace): Drill {
  const info = DRILL_LEVEL_INFO[level];
  const chance = new Chance(`drill/${level}/${seed}`);
  const variant = chance.pick(info.variants);
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const asked = judge(drawStream(chance, variant), info, variant);
    if (asked !== null) return { level, seed, ...asked };
  }
  throw new AppError("UNEXPECTED", `no drill of level ${level} with seed ${seed} in ${DRAWS_MAX} draws`, {
    userMessage: "This drill could not be drawn. Go on to the next one.",
  });
}

/** What is asked of the stream, or null when it is dull, unfair, or too long to answer. */
function judge(stream: ScenarioStream, info: DrillLevelInfo, variant: Variant): Omit<Drill, "level" | "seed"> | null {
  const truth = predict(stream);
  if (truth.rows.length > variant.rowsMax || isOdd(stream, variant)) return null;
  // What is cheap to see is looked at first: most draws fail here.
  if (truth.dropped.length > 0 ? variant.forbids.includes("late") : variant.requires.includes("late")) return null;
  if (firesOnLastElement(stream, truth)) return null;
  const everything = everythingOf(truth);
  if (!variant.requires.every((feature) => showsFeature(feature, stream, truth, everything))) return null;
  const watermarksAfter = tellingWatermarks(stream, truth, variant.watermarksAsked);
  if (watermarksAfter.length < variant.watermarksAsked) return null;
  const asked = {
    watermarksAfter,
    asksMoments: info.asksMoments && stream.window?.kind !== "session",
    asksDropped: info.asksDropped,
  };
  if (!variant.requires.every((feature) => showsFeature(feature, stream, truth, asked))) return null;
  if (!isFair(stream, truth)) return null;
  const features = featuresOf(stream, truth, asked);
  if (variant.forbids.some((feature) => features.includes(feature))) return null;
  return { stream, ...asked, features };
}

/** Whether a partition that was drawn for is not there, two elements differ only in arrival, or one comes from the future. */
function isOdd({ elements }: ScenarioStream, variant: Variant): boolean {
  const partitions = new Set(elements.map(({ partition }) => partition));
  const faces = new Set(elements.map(({ happened, key, partition }) => `${happened} ${key} ${partition}`));
  const isAhead = elements.some(({ arrives, happened }) => happened > arrives);
  return isAhead || partitions.size < variant.partitions[0] || faces.size < elements.length;
}

/** A firing by the last element comes at the moment at which the input ends: nobody should have to tell them apart. */
function firesOnLastElement({ elements }: ScenarioStream, { rows }: DrillTruth): boolean {
  return rows.some(({ firings }) => firings.some(({ after }) => after === elements.length));
}

function everythingOf({ watermarks }: DrillTruth): Asked {
  return { watermarksAfter: watermarks.map((_, index) => index + 1), asksMoments: true, asksDropped: true };
}

/** Whether the answers stay the same however ties of processing time go, and however exactly idleness is measured. */
function isFair(stream: ScenarioStream, truth: DrillTruth): boolean {
  const everything = everythingOf(truth);
  const answers = answersTo(truth, everything).join();
  return [true, false].every((emissionFirst) =>
    [true, false].every(
      (idleAtOnce) =>
        answersTo(predict(stream, RIGHT_RULES, { emissionFirst, idleAtOnce }), everything).join() === answers,
    ),
  );
}
