/**
 * What a run is told to suffer: machines, networks and tasks that fail, machines that come and go, functions that throw.
 * Deterministic: the same plan on the same run fails at the same step.
 */
import { illegalArgument } from "../core/index";
import type { JobGraph, JobVertex } from "../graph/index";
import { UserCodeError } from "../operators/index";
import type { Detection } from "./machine-watch";

/** When machines come and go: after that many steps of the run, or when the virtual clock reads so many milliseconds. */
export type MachineMoment = { readonly afterStep: number } | { readonly atMillis: number };

/** What happens to the cluster. `afterStep` is a number of steps of the run; 0 is before the first step. */
export type ClusterFault =
  /**
   * The process of a TaskManager dies. `detection` says how soon that is noticed: at once (default), since connections to
   * it close; by heartbeats alone; or so many milliseconds later.
   */
  | {
      readonly kind: "kill-task-manager";
      readonly afterStep: number;
      readonly taskManager: number;
      readonly detection?: Detection;
    }
  /** Nothing goes between a TaskManager and the job manager any more; its tasks run on until the heartbeat times out. */
  | { readonly kind: "stop-heartbeats"; readonly afterStep: number; readonly taskManager: number }
  /** The subtask (default 0) of the task with the operator of this name or uid fails. */
  | { readonly kind: "kill-task"; readonly afterStep: number; readonly operator: string; readonly subtask?: number }
  /** The process of the job manager dies. */
  | { readonly kind: "kill-job-manager"; readonly afterStep: number }
  /** Another TaskManager registers. */
  | ({ readonly kind: "add-task-manager" } & MachineMoment)
  /** A TaskManager is shut down, and nothing replaces it. */
  | ({ readonly kind: "remove-task-manager"; readonly taskManager: number } & MachineMoment);

export type Fault =
  | ClusterFault
  /** The `atRecord`-th record (from 1) that reaches the operator of this name or uid makes its function throw, once. */
  | {
      readonly kind: "throw-in-operator";
      readonly operator: string;
      readonly atRecord: number;
      readonly message?: string;
    }
  /** Writing the snapshot of that task fails, so it declines the checkpoint. `operator`: the name or uid of one in its chain. */
  | {
      readonly kind: "fail-snapshot";
      readonly checkpoint: number;
      readonly operator: string;
      readonly subtask: number;
    }
  /** The task's acknowledgement never arrives, so the checkpoint expires. */
  | {
      readonly kind: "lose-acknowledgement";
      readonly checkpoint: number;
      readonly operator: string;
      readonly subtask: number;
    }
  /** Elements take that long from one task to another, between two instants of the clock; operators by name or uid. */
  | {
      readonly kind: "slow-channel";
      readonly from: { readonly operator: string; readonly subtask: number };
      readonly to: { readonly operator: string; readonly subtask: number };
      readonly delayMillis: number;
      /** In milliseconds of the clock; by default always. */
      readonly fromMillis?: number;
      readonly untilMillis?: number;
    }
  /** A broker ends an open transaction as its timeout would: the one of this id ... */
  | { readonly kind: "expire-transaction"; readonly afterStep: number; readonly transactionalId: string }
  /** ... or those that a subtask of a sink has open. `operator`: the sink's name or uid. */
  | {
      readonly kind: "expire-transaction";
      readonly afterStep: number;
      readonly operator: string;
      readonly subtask: number;
    };

export type FaultPlan = readonly Fault[];

/** The failures inside one operator; counts over all subtasks and attempts of the run. */
export class RecordFault {
  readonly #operatorName: string;
  readonly #messages = new Map<number, string>();
  #seen = 0;

  constructor(operatorName: string) {
    this.#operatorName = operatorName;
  }

  /** The `atRecord`-th record (from 1) fails with that message. */
  add(atRecord: number, message: string): void {
    this.#messages.set(atRecord, message);
  }

  /** Counts a record, and throws at one that was named. */
  check(value: unknown): void {
    this.#seen += 1;
    const message = this.#messages.get(this.#seen);
    if (message === undefined) return;
    const site = { operatorName: this.#operatorName, subtaskIndex: 0 };
    throw new UserCodeError(site, value, new Error(message));
  }
}

/**
 * The faults inside functions of a plan, by operator.
 * Errors: `IllegalArgumentException` where the job has no such operator.
 */
export function recordFaults(graph: JobGraph, plan: FaultPlan): Map<number, RecordFault> {
  const faults = new Map<number, RecordFault>();
  for (const fault of plan) {
    if (fault.kind !== "throw-in-operator") continue;
    const operator = findOperator(graph, fault.operator);
    if (operator === null) throw unknownOperator(graph, fault.operator);
    const known = faults.get(operator.index) ?? new RecordFault(operator.name);
    known.add(fault.atRecord, fault.message ?? "injected failure");
    faults.set(operator.index, known);
  }
  return faults;
}

/** The operator of this name or uid, a source also without Flink's "Source: "; null where there is none. */
function findOperator(graph: JobGraph, nameOrUid: string): { index: number; name: string } | null {
  const names = [nameOrUid, `Source: ${nameOrUid}`];
  const found = graph.operators.find(({ node }) => names.includes(node.name) || node.uid === nameOrUid);
  return found === undefined ? null : { index: found.index, name: found.node.name };
}

/** What of a plan happens to the cluster, each once: by steps in their order, and at instants of the clock. */
export class ClusterFaults {
  readonly #byStep: { readonly afterStep: number; readonly fault: ClusterFault }[] = [];
  readonly timed: readonly { readonly atMillis: number; readonly fault: ClusterFault }[];
  #timedPending: number;

  /** Errors: `IllegalArgumentException` for a task to kill whose operator or subtask is not in the job. */
  constructor(plan: FaultPlan, graph: JobGraph) {
    const timed: { readonly atMillis: number; readonly fault: ClusterFault }[] = [];
    for (const fault of plan) {
      if (!isClusterFault(fault)) continue;
      if (fault.kind === "kill-task") checkTask(graph, fault.operator, fault.subtask ?? 0);
      if ("atMillis" in fault) timed.push({ atMillis: fault.atMillis, fault });
      else this.#byStep.push({ afterStep: fault.afterStep, fault });
    }
    this.#byStep.sort((a, b) => a.afterStep - b.afterStep);
    this.timed = timed;
    this.#timedPending = timed.filter(({ fault }) => fault.kind === "add-task-manager").length;
  }

  /** After how many steps the next one happens; infinite when none does any more. */
  get nextStep(): number {
    return this.#byStep[0]?.afterStep ?? Number.POSITIVE_INFINITY;
  }

  /** Whether a TaskManager is still to come. */
  get addsTaskManager(): boolean {
    return this.#timedPending > 0 || this.#byStep.some(({ fault }) => fault.kind === "add-task-manager");
  }

  /** What happens now, or null. */
  next(stepsTaken: number): ClusterFault | null {
    const first = this.#byStep[0];
    if (first === undefined || first.afterStep > stepsTaken) return null;
    this.#byStep.shift();
    return first.fault;
  }

  /** One of `timed` happens now. */
  onTimed(fault: ClusterFault): void {
    if (fault.kind === "add-task-manager") this.#timedPending -= 1;
  }
}

const CLUSTER_FAULTS: ReadonlySet<string> = new Set<ClusterFault["kind"]>([
  "kill-task-manager",
  "stop-heartbeats",
  "kill-task",
  "kill-job-manager",
  "add-task-manager",
  "remove-task-manager",
]);

function isClusterFault(fault: Fault): fault is ClusterFault {
  return CLUSTER_FAULTS.has(fault.kind);
}

/**
 * The vertex whose tasks run the operator of this name or uid.
 * Errors: `IllegalArgumentException` where the job has no such operator.
 */
export function vertexOfOperator(graph: JobGraph, nameOrUid: string): JobVertex {
  const operator = findOperator(graph, nameOrUid);
  const vertex = graph.vertices.find(({ operators }) => operator !== null && operators.includes(operator.index));
  if (vertex !== undefined) return vertex;
  throw unknownOperator(graph, nameOrUid);
}

/** What is said of a fault at an operator that the job does not have. */
export function unknownOperator(graph: JobGraph, nameOrUid: string): Error {
  const known = graph.operators.map(({ node }) => `"${node.name}"`).join(", ");
  return illegalArgument(`There is no operator "${nameOrUid}" that a fault could hit.`, {
    hint: `The job has ${known}.`,
  });
}

function checkTask(graph: JobGraph, nameOrUid: string, subtask: number): void {
  const { parallelism } = vertexOfOperator(graph, nameOrUid);
  if (subtask >= 0 && subtask < parallelism) return;
  throw illegalArgument(`Operator "${nameOrUid}" has no subtask ${subtask}.`, {
    hint: `Its subtasks are 0 to ${parallelism - 1}.`,
  });
}
