/**
 * One simulated run as plain data: program, input, settings of the run, faults. A seed draws it (`draw-scenario.ts`), a
 * failing one is made smaller (`shrink.ts`) and kept as JSON, so that it can be replayed when the draws have changed.
 */

/** What flows through every program. `amount` and `count` add up, so that a lost or doubled record shows in a sum. */
export type Item = {
  /** Where it came from: `s0.1:17` is record 17 of split 1 of source s0; operators append. */
  readonly id: string;
  readonly key: string;
  /** Event time in milliseconds, the timestamp of the record as well. */
  readonly time: number;
  readonly amount: number;
  readonly count: number;
};

export type InputRecord = {
  readonly split: number;
  /** When it is there, on the virtual clock. */
  readonly arrivalMillis: number;
  readonly time: number;
  readonly key: string;
  readonly amount: number;
  /** One of the last of its split, without which an idle source would end without a last watermark. */
  readonly farewell?: true;
};

/** How records come to an operator that has no key. "usual": forward, or rebalance where parallelisms differ. */
export type Exchange = "usual" | "rebalance" | "rescale" | "shuffle" | "global" | "broadcast" | "custom";

export type Chaining = "usual" | "new-chain" | "no-chain";

type Common = {
  /** Name and uid of the operator. */
  readonly id: string;
  /** Ids of nodes; `n3/side` is the side output of n3. */
  readonly inputs: readonly string[];
  readonly parallelism: number;
  readonly chaining: Chaining;
};

export type SourceNode = Common & {
  readonly op: "source";
  readonly outOfOrdernessMillis: number;
  /** null: the strategy knows no idleness. */
  readonly idleMillis: number | null;
  readonly staysOpen: boolean;
  readonly records: readonly InputRecord[];
};

export type StatelessNode = Common & { readonly exchange: Exchange } & (
    | { readonly op: "map"; readonly addend: number }
    /** Gives each record a key out of this many, by its amount. */
    | { readonly op: "rekey"; readonly keys: number }
    | { readonly op: "filter"; readonly modulo: number }
    /** 0 to `copies` copies of each, by its amount. */
    | { readonly op: "flatMap"; readonly copies: number }
    /** Even amounts go on, odd ones to the side output. */
    | { readonly op: "split" }
    | { readonly op: "async"; readonly ordered: boolean; readonly capacity: number; readonly delayMillis: number }
  );

export type StateKind = "value" | "list" | "map";

export type KeyedNode = Common &
  (
    | { readonly op: "dedup" }
    /** Passes records through and keeps the id of each: what a checkpoint holds of it is compared with the positions. */
    | { readonly op: "ledger" }
    /** Sums by key and span of event time, with a timer at the end of each span. */
    | { readonly op: "bucket"; readonly spanMillis: number; readonly state: StateKind }
    /** Holds records until a processing-time timer, or an event-time timer at the end of their span. */
    | { readonly op: "buffer"; readonly spanMillis: number; readonly delayMillis: number }
    | { readonly op: "rolling" }
    | { readonly op: "tumble"; readonly sizeMillis: number; readonly via: WindowFunctionKind }
    | {
        readonly op: "slide";
        readonly sizeMillis: number;
        readonly slideMillis: number;
        readonly via: WindowFunctionKind;
      }
    | { readonly op: "session"; readonly gapMillis: number; readonly via: WindowFunctionKind }
    | { readonly op: "countWindow"; readonly size: number }
  );

export type WindowFunctionKind = "reduce" | "aggregate" | "process";

export type TwoInputNode = Common &
  (
    | { readonly op: "union" }
    /** As `bucket`, over two keyed inputs; those of the second count threefold. */
    | { readonly op: "coProcess"; readonly spanMillis: number }
    /** The second input is broadcast: a bucket adds up all its records up to the bucket's end. */
    | { readonly op: "rules"; readonly spanMillis: number }
    | { readonly op: "intervalJoin"; readonly lowerMillis: number; readonly upperMillis: number }
    | { readonly op: "windowJoin"; readonly sizeMillis: number }
  );

export type Node = SourceNode | StatelessNode | KeyedNode | TwoInputNode;

export type SinkSpec = {
  readonly id: string;
  readonly input: string;
  readonly parallelism: number;
  readonly guarantee: "at-least-once" | "exactly-once";
} & (
  | { readonly kind: "collect" }
  /** Written with Sink V2; a committer may put each commit off once. */
  | { readonly kind: "two-phase"; readonly guarantee: "exactly-once"; readonly commitsAtSecondTry: boolean }
  /** A topic of one partition, read as `read_committed`. */
  | { readonly kind: "kafka" }
  /** Upserts by the text of the item: whatever is written twice is there once. */
  | { readonly kind: "table"; readonly guarantee: "exactly-once"; readonly batchSize: number }
  /** Finished files. */
  | { readonly kind: "files"; readonly guarantee: "exactly-once"; readonly rollsOnCheckpoint: boolean }
);

export type Program = { readonly nodes: readonly Node[]; readonly sinks: readonly SinkSpec[] };

export type CheckpointSpec = {
  readonly intervalMillis: number;
  readonly mode: "EXACTLY_ONCE" | "AT_LEAST_ONCE";
  readonly timeoutMillis: number;
  readonly minPauseMillis: number;
  readonly maxConcurrent: number;
  readonly unaligned: boolean;
  readonly alignedTimeoutMillis: number;
  /** What the parts of a snapshot take on the virtual clock. */
  readonly syncMillis: number;
  readonly bytesPerMilli: number | null;
  readonly acknowledgementMillis: number;
};

/** What the machines are like. A lost TaskManager is replaced, a lost job manager is followed by another one. */
export type MachineSpec = {
  readonly heartbeatMillis: number;
  readonly heartbeatTimeoutMillis: number;
  /** null: when tasks are started again. */
  readonly replacementMillis: number | null;
  readonly leaderElectionMillis: number;
};

/** How long a record takes at an operator, on the virtual clock. */
export type CostSpec = { readonly operator: string; readonly subtask?: number; readonly millis: number };

export type Settings = {
  /** Of the engine: the interleaving. 0: everything takes turns. */
  readonly engineSeed: number;
  readonly channelCapacity: number;
  readonly slotsPerTaskManager: number;
  readonly maxParallelism: number;
  readonly chaining: boolean;
  readonly objectReuse: boolean;
  readonly autoWatermarkMillis: number;
  readonly checkpoint: CheckpointSpec;
  readonly machines: MachineSpec;
  readonly restartDelayMillis: number;
  readonly costs: readonly CostSpec[];
  readonly backend: BackendSpec;
};

export type BackendSpec = {
  readonly type: "hashmap" | "rocksdb";
  readonly incremental: boolean;
  readonly changelog: boolean;
  /** So small that files are written and compacted. */
  readonly writeBufferBytes: number;
};

/** When a fault comes: a part, in thousandths, of the steps that the run without faults takes. */
type At = { readonly atPermille: number };

export type FaultSpec =
  /** null: noticed by heartbeats alone; 0: at once. */
  | (At & {
      readonly kind: "kill-task-manager";
      readonly taskManager: number;
      readonly noticedAfterMillis: number | null;
    })
  | (At & { readonly kind: "stop-heartbeats"; readonly taskManager: number })
  | (At & { readonly kind: "kill-task"; readonly operator: string; readonly subtask: number })
  | (At & { readonly kind: "kill-job-manager" })
  /** One comes, and then another one goes. */
  | (At & { readonly kind: "swap-task-managers"; readonly taskManager: number })
  | (At & { readonly kind: "expire-transaction"; readonly operator: string; readonly subtask: number })
  | { readonly kind: "throw-in-operator"; readonly operator: string; readonly atRecord: number }
  | {
      readonly kind: "fail-snapshot" | "lose-acknowledgement";
      readonly checkpoint: number;
      readonly operator: string;
      readonly subtask: number;
    };

/** How a job ends before its time, and goes on with other parallelisms. */
export type Continuation = {
  readonly atPermille: number;
  readonly how: "stop-with-savepoint" | "savepoint-and-cancel" | "retained-checkpoint";
  readonly format: "CANONICAL" | "NATIVE";
  /** By id of node or sink; who is not named keeps its own. */
  readonly parallelisms: Readonly<Record<string, number>>;
  /** Of the second part. */
  readonly faults: readonly FaultSpec[];
};

export type Scenario = {
  /** What drew it; for people. */
  readonly seed: number;
  readonly program: Program;
  readonly settings: Settings;
  readonly faults: readonly FaultSpec[];
  readonly continuation: Continuation | null;
};

export function isSource(node: Node): node is SourceNode {
  return node.op === "source";
}

/** `n3/side` of node n3. */
export function sideOf(id: string): string {
  return `${id}/side`;
}

/** The id of the node that an input names. */
export function nodeIdOf(input: string): string {
  return input.endsWith("/side") ? input.slice(0, -"/side".length) : input;
}

/** The program with other parallelisms. */
export function withParallelisms(program: Program, parallelisms: Continuation["parallelisms"]): Program {
  const own = <T extends { readonly id: string; readonly parallelism: number }>(part: T): T => {
    return { ...part, parallelism: parallelisms[part.id] ?? part.parallelism };
  };
  return { nodes: program.nodes.map(own), sinks: program.sinks.map(own) };
}
