/**
 * Draws a whole scenario from a seed. Every part has a stream of chance of its own, so that a new draw in one does not
 * change the others.
 */
import { Prng } from "../../engine/core/index";
import { ARRIVAL_MAX, drawTimeShape, type IdleRules } from "./draw-input";
import { drawProgram } from "./draw-program";
import type { CheckpointSpec, CostSpec, FaultSpec, Program, Scenario, Settings } from "./scenario";

export function drawScenario(seed: number): Scenario {
  const chance = new Prng(`simulation/${seed}`);
  const checkpoint = drawCheckpoint(chance.stream("checkpoint"));
  const settings = drawSettings(chance.stream("settings"), checkpoint);
  const hasCosts = chance.stream("has-costs").chance(0.7);
  const program = drawProgram(chance.stream("program"), {
    statelessOnly: checkpoint.mode === "AT_LEAST_ONCE",
    idle: hasCosts ? null : drawIdleRules(chance.stream("idle"), settings),
    allowsCustomPartitioner: true,
  });
  return {
    seed,
    program,
    settings: { ...settings, costs: hasCosts ? drawCosts(chance.stream("costs"), program) : [] },
    faults: drawFaults(chance.stream("faults"), program),
  };
}

function drawCheckpoint(chance: Prng): CheckpointSpec {
  return {
    intervalMillis: chance.pick([10, 20, 50, 150]),
    mode: chance.chance(0.15) ? "AT_LEAST_ONCE" : "EXACTLY_ONCE",
  };
}

function drawSettings(chance: Prng, checkpoint: CheckpointSpec): Settings {
  return {
    engineSeed: chance.chance(0.15) ? 0 : 1 + chance.nextInt(1_000_000),
    channelCapacity: chance.pick([1, 2, 3, 8, 32]),
    slotsPerTaskManager: 1 + chance.nextInt(4),
    maxParallelism: chance.pick([4, 7, 16, 128]),
    chaining: chance.chance(0.8),
    objectReuse: chance.chance(0.2),
    autoWatermarkMillis: chance.pick([1, 10, 50, 200]),
    checkpoint,
    restartDelayMillis: chance.pick([0, 10, 300]),
    costs: [],
  };
}

/**
 * What takes time lets checkpoints meet records in flight: without, everything that has arrived is processed before the
 * clock moves. Where sources go idle nothing takes time: records that wait would be overtaken.
 */
function drawCosts(chance: Prng, program: Program): CostSpec[] {
  const operators = [...program.nodes, ...program.sinks];
  return operators.flatMap(({ id: operator, parallelism }): CostSpec[] => {
    if (!chance.chance(0.6)) return [];
    const millis = chance.pick([0.1, 0.5, 1, 1, 3, 8]);
    const slow = { operator, subtask: chance.nextInt(parallelism), millis: chance.pick([5, 20]) };
    return chance.chance(0.2) ? [{ operator, millis }, slow] : [{ operator, millis }];
  });
}

function drawIdleRules(chance: Prng, { autoWatermarkMillis }: Settings): IdleRules | null {
  if (!chance.chance(0.25)) return null;
  return { shape: drawTimeShape(chance), autoWatermarkMillis, farewellAt: ARRIVAL_MAX + 1 + chance.nextInt(200) };
}

function drawFaults(chance: Prng, program: Program): FaultSpec[] {
  const count = chance.pick([1, 1, 1, 2, 2, 3, 4]);
  return Array.from({ length: count }, () => drawFault(chance, program));
}

function drawFault(chance: Prng, program: Program): FaultSpec {
  const atPermille = chance.nextInt(1_050);
  if (chance.chance(0.25)) {
    const operators = [...program.nodes.filter(({ op }) => op !== "source"), ...program.sinks];
    if (operators.length > 0) {
      return { kind: "throw-in-operator", operator: chance.pick(operators).id, atRecord: 1 + chance.nextInt(40) };
    }
  }
  return { kind: "kill-task-manager", atPermille, taskManager: chance.nextInt(3) };
}
