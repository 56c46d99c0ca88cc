/**
 * Draws a whole scenario from a seed. Every part has a stream of chance of its own, so that a new draw in one does not
 * change the others.
 */
import { Prng } from "../../engine/core/index";
import { drawContinuation, drawFaults } from "./draw-faults";
import { ARRIVAL_MAX, drawTimeShape, type IdleRules } from "./draw-input";
import { drawProgram } from "./draw-program";
import { drawCheckpoint, drawCosts, drawSettings, withoutCosts } from "./draw-settings";
import { mayAlignForEver } from "./forced-alignment";
import type { Scenario, Settings } from "./scenario";

export function drawScenario(seed: number): Scenario {
  const chance = new Prng(`simulation/${seed}`);
  const hasCosts = chance.stream("has-costs").chance(0.7);
  const drawn = drawCheckpoint(chance.stream("checkpoint"));
  const drawnSettings = drawSettings(chance.stream("settings"), hasCosts ? drawn : withoutCosts(drawn));
  const program = drawProgram(chance.stream("program"), {
    statelessOnly: drawn.mode === "AT_LEAST_ONCE",
    idle: hasCosts ? null : drawIdleRules(chance.stream("idle"), drawnSettings),
    allowsCustomPartitioner: !drawn.unaligned,
  });
  const { checkpoint } = drawnSettings;
  const unaligned = checkpoint.unaligned && !mayAlignForEver(program);
  const settings = { ...drawnSettings, checkpoint: { ...checkpoint, unaligned } };
  return {
    seed,
    program,
    settings: { ...settings, costs: hasCosts ? drawCosts(chance.stream("costs"), program) : [] },
    faults: drawFaults(chance.stream("faults"), program),
    continuation: drawContinuation(chance.stream("continuation"), program, settings),
  };
}

/** Where sources go idle nothing takes time: records that wait would be overtaken. */
function drawIdleRules(chance: Prng, { autoWatermarkMillis }: Settings): IdleRules | null {
  if (!chance.chance(0.25)) return null;
  return { shape: drawTimeShape(chance), autoWatermarkMillis, farewellAt: ARRIVAL_MAX + 1 + chance.nextInt(200) };
}
