/**
 * Draws what goes wrong in a run, and how it is ended and continued.
 */
import type { Prng } from "../../engine/core/index";
import { drawParallelism } from "./draw-input";
import { type Continuation, type FaultSpec, isSource, nodeIdOf, type Program, type Settings } from "./scenario";

const CHECKPOINTS_MAX = 12;

export function drawFaults(chance: Prng, program: Program): FaultSpec[] {
  const count = chance.pick([1, 1, 1, 2, 2, 3, 4]);
  return Array.from({ length: count }, () => drawFault(chance, program));
}

function drawFault(chance: Prng, program: Program): FaultSpec {
  const atPermille = chance.nextInt(1_050);
  const taskManager = chance.nextInt(3);
  const parts = [...program.nodes, ...program.sinks];
  const hit = chance.pick(parts);
  const subtask = chance.nextInt(hit.parallelism);
  const readers = parts.filter((part) => !("op" in part) || !isSource(part));
  switch (chance.pick(FAULT_KINDS)) {
    case "kill-task-manager":
      return { kind: "kill-task-manager", atPermille, taskManager, noticedAfterMillis: chance.pick([0, 0, 7, null]) };
    case "stop-heartbeats":
      return { kind: "stop-heartbeats", atPermille, taskManager };
    case "kill-task":
      return { kind: "kill-task", atPermille, operator: hit.id, subtask };
    case "kill-job-manager":
      return { kind: "kill-job-manager", atPermille };
    case "swap-task-managers":
      return { kind: "swap-task-managers", atPermille, taskManager };
    case "expire-transaction": {
      const kafka = program.sinks.find((sink) => sink.kind === "kafka" && sink.guarantee === "exactly-once");
      if (kafka === undefined) return { kind: "kill-task", atPermille, operator: hit.id, subtask };
      return { kind: "expire-transaction", atPermille, operator: kafka.id, subtask: chance.nextInt(kafka.parallelism) };
    }
    case "throw-in-operator":
      return { kind: "throw-in-operator", operator: chance.pick(readers).id, atRecord: 1 + chance.nextInt(40) };
    case "fail-snapshot":
    case "lose-acknowledgement": {
      const kind = chance.pick(["fail-snapshot", "lose-acknowledgement"] as const);
      return { kind, checkpoint: 1 + chance.nextInt(CHECKPOINTS_MAX), operator: hit.id, subtask };
    }
  }
}

const FAULT_KINDS = [
  "kill-task-manager",
  "kill-task-manager",
  "stop-heartbeats",
  "kill-task",
  "kill-task",
  "kill-job-manager",
  "swap-task-managers",
  "throw-in-operator",
  "throw-in-operator",
  "fail-snapshot",
  "lose-acknowledgement",
  "expire-transaction",
] as const satisfies readonly FaultSpec["kind"][];

/**
 * Now and then a job is ended in one of Flink's ways and goes on, mostly at another parallelism. With several checkpoints
 * at a time it does not go on from a savepoint: a checkpoint behind the savepoint may commit what the savepoint still holds
 * as open. That is so for stopping, too, where the input ends meanwhile and the final checkpoint is triggered.
 */
export function drawContinuation(chance: Prng, program: Program, settings: Settings): Continuation | null {
  if (!chance.chance(0.4)) return null;
  const drawn = chance.pick([
    "stop-with-savepoint",
    "stop-with-savepoint",
    "savepoint-and-cancel",
    "retained-checkpoint",
  ] as const);
  const how = settings.checkpoint.maxConcurrent === 1 ? drawn : "retained-checkpoint";
  const atPermille = chance.nextInt(1_000);
  const format = chance.pick(["CANONICAL", "NATIVE"] as const);
  const parallelisms = drawParallelisms(chance, program);
  const keepsInFlight = how === "retained-checkpoint" && settings.checkpoint.unaligned;
  return {
    atPermille,
    how,
    format,
    parallelisms: keepsInFlight && losesExchange(program, parallelisms) ? {} : parallelisms,
    faults: chance.chance(0.5) ? drawFaults(chance, program).filter((fault) => !("operator" in fault)) : [],
  };
}

/**
 * Whether records were sent over the network between operators that have the same parallelism then, and are chained or
 * joined one to one: what was in flight between them could not be restored.
 */
function losesExchange(program: Program, parallelisms: Readonly<Record<string, number>>): boolean {
  const before = new Map([...program.nodes, ...program.sinks].map(({ id, parallelism }) => [id, parallelism]));
  const after = (id: string) => parallelisms[id] ?? before.get(id);
  const joined = (inputs: readonly string[], id: string) =>
    inputs.map(nodeIdOf).some((input) => before.get(input) !== before.get(id) && after(input) === after(id));
  return (
    program.sinks.some(({ id, input }) => joined([input], id)) ||
    program.nodes.some((node) => {
      const isForward = node.op === "union" || ("exchange" in node && node.exchange === "usual");
      return isForward && joined(node.inputs, node.id);
    })
  );
}

/**
 * Some stay: broadcast records come once for each subtask; where sources go idle each subtask needs a split; a collecting
 * sink numbers its results by subtask.
 */
function drawParallelisms(chance: Prng, program: Program): Record<string, number> {
  const isIdle = program.nodes.some((node) => isSource(node) && node.idleMillis !== null);
  const parallelisms: Record<string, number> = {};
  for (const part of [...program.nodes, ...program.sinks]) {
    if ("exchange" in part && part.exchange === "broadcast") continue;
    if ("kind" in part && part.kind === "collect") continue;
    if ("op" in part && isSource(part) && isIdle) continue;
    if (chance.chance(0.6)) parallelisms[part.id] = drawParallelism(chance);
  }
  return parallelisms;
}
