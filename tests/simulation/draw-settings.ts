/**
 * Draws what a run is like besides its program: checkpoints, machines, scheduling, and what takes time.
 */
import type { Prng } from "../../engine/core/index";
import type { BackendSpec, CheckpointSpec, CostSpec, MachineSpec, Program, Settings } from "./scenario";

export function drawCheckpoint(chance: Prng): CheckpointSpec {
  const mode = chance.chance(0.12) ? "AT_LEAST_ONCE" : "EXACTLY_ONCE";
  const unaligned = mode === "EXACTLY_ONCE" && chance.chance(0.45);
  const bytesPerMilli = chance.pick([null, null, 100, 1_000]);
  return {
    intervalMillis: chance.pick([10, 20, 50, 150]),
    mode,
    // Where writing is slow no checkpoint would ever be complete in time, and so no job would end.
    timeoutMillis: bytesPerMilli === 100 ? 5_000 : chance.pick([60, 400, 3_000]),
    minPauseMillis: chance.pick([0, 0, 5, 40]),
    maxConcurrent: unaligned ? 1 : chance.pick([1, 1, 2, 3]),
    unaligned,
    alignedTimeoutMillis: unaligned ? chance.pick([0, 0, 2, 20]) : 0,
    syncMillis: chance.pick([0, 0, 1, 4]),
    bytesPerMilli,
    acknowledgementMillis: chance.pick([0, 0, 3, 15]),
  };
}

export function drawSettings(chance: Prng, checkpoint: CheckpointSpec): Settings {
  return {
    engineSeed: chance.chance(0.15) ? 0 : 1 + chance.nextInt(1_000_000),
    channelCapacity: chance.pick([1, 2, 3, 8, 32]),
    slotsPerTaskManager: 1 + chance.nextInt(4),
    maxParallelism: chance.pick([4, 7, 16, 128]),
    chaining: chance.chance(0.8),
    objectReuse: chance.chance(0.2),
    autoWatermarkMillis: chance.pick([1, 10, 50, 200]),
    checkpoint,
    machines: drawMachines(chance.stream("machines")),
    restartDelayMillis: chance.pick([0, 10, 300]),
    costs: [],
    backend: drawBackend(chance.stream("backend")),
  };
}

function drawBackend(chance: Prng): BackendSpec {
  const type = chance.pick(["hashmap", "rocksdb"] as const);
  return {
    type,
    incremental: type === "rocksdb" && chance.chance(0.5),
    changelog: chance.chance(0.2),
    writeBufferBytes: chance.pick([100, 1_000, 65_536]),
  };
}

function drawMachines(chance: Prng): MachineSpec {
  const heartbeatMillis = chance.pick([20, 100]);
  return {
    heartbeatMillis,
    heartbeatTimeoutMillis: heartbeatMillis * (1 + chance.nextInt(4)),
    replacementMillis: chance.pick([null, null, 0, 50]),
    leaderElectionMillis: chance.pick([0, 30, 200]),
  };
}

/** A run in which nothing takes time. */
export function withoutCosts(checkpoint: CheckpointSpec): CheckpointSpec {
  return { ...checkpoint, syncMillis: 0, bytesPerMilli: null, acknowledgementMillis: 0 };
}

/**
 * What takes time lets checkpoints meet records in flight: without, everything that has arrived is processed before the
 * clock moves.
 */
export function drawCosts(chance: Prng, program: Program): CostSpec[] {
  const operators = [...program.nodes, ...program.sinks];
  return operators.flatMap(({ id: operator, parallelism }): CostSpec[] => {
    if (!chance.chance(0.6)) return [];
    const millis = chance.pick([0.1, 0.5, 1, 1, 3, 8]);
    const slow = { operator, subtask: chance.nextInt(parallelism), millis: chance.pick([5, 20]) };
    return chance.chance(0.2) ? [{ operator, millis }, slow] : [{ operator, millis }];
  });
}
