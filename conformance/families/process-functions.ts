/**
 * Recordings of functions that do what their records say: `[key, commands]`, each command a method of Flink's.
 */
import {
  type CheckpointedFunction,
  type Collector,
  KeyedProcessFunction,
  KeyedProcessOperator,
  type OnTimerContext,
  type KeyedProcessContext,
  type ProcessContext,
  ProcessFunction,
  ProcessOperator,
  type RuntimeContext,
} from "../../engine/operators/index";
import { type OperatorStateStore, StateTtlConfig } from "../../engine/state/index";
import { createKeyedOperatorHarness, OperatorHarness } from "../../engine/testing/index";
import type { FamilyAdapter, Recording, ReplayWatch } from "../adapter";
import { differenceAt, replaySteps, resultOf } from "../compare";
import {
  type CommandProgram,
  type CommandRecord,
  CommandStates,
  KEY_TYPES,
  OperatorStates,
  runCommands,
} from "./commands";
import { leftIn, performOnHarness } from "./harness-steps";

/** A keyed function that does what its records, and its timers' plans, say. */
export class KeyedCommands
  extends KeyedProcessFunction<unknown, CommandRecord, unknown>
  implements CheckpointedFunction
{
  #states!: CommandStates;
  /** The subtask's own state. */
  operatorStates!: OperatorStates;

  /** `ttl`: of every state; by default none. */
  constructor(
    readonly program: CommandProgram,
    readonly ttl: StateTtlConfig = StateTtlConfig.DISABLED,
  ) {
    super();
  }

  initializeState(store: OperatorStateStore): void {
    this.operatorStates = new OperatorStates(store, this.program);
  }

  override open(context: RuntimeContext): void {
    this.#states = new CommandStates(context, this.program, this.ttl);
  }

  processElement(record: CommandRecord, context: KeyedProcessContext<unknown>, out: Collector<unknown>): void {
    runCommands(record[1], { states: this.#states, operatorStates: this.operatorStates, context, out });
  }

  override onTimer(timestamp: number, context: OnTimerContext<unknown>, out: Collector<unknown>): void {
    const timers = context.timerService();
    const now = timers.currentProcessingTime();
    const key = context.getCurrentKey();
    out.collect(["timer", timestamp, context.timeDomain(), key, timers.currentWatermark(), now]);
    const plan = this.#states.plan?.value() ?? null;
    if (plan === null || plan[0] <= 0) return;
    this.#states.plan?.update([plan[0] - 1, plan[1]]);
    runCommands(plan[1], { states: this.#states, operatorStates: this.operatorStates, context, out });
  }
}

class UnkeyedCommands extends ProcessFunction<CommandRecord, unknown> {
  readonly #states: CommandStates;

  constructor(context: RuntimeContext) {
    super();
    this.#states = new CommandStates(context, {});
  }

  processElement(record: CommandRecord, context: ProcessContext, out: Collector<unknown>): void {
    runCommands(record[1], { states: this.#states, context, out });
  }
}

function createHarness(recording: Recording, watch: ReplayWatch): OperatorHarness<CommandRecord, unknown> {
  const { program } = recording;
  const options = {
    startProcessingTime: program.startProcessingTime as number | undefined,
    maxParallelism: program.maxParallelism as number | undefined,
    tracer: watch.tracer,
    stateBackend: watch.stateBackend,
  };
  if (program.operator === "process") {
    const create = () => new ProcessOperator(new UnkeyedCommands({} as RuntimeContext));
    return new OperatorHarness<CommandRecord, unknown>(create, options);
  }
  return createKeyedOperatorHarness<unknown, CommandRecord, unknown>(
    () => new KeyedProcessOperator(new KeyedCommands(program)),
    (record) => record[0],
    { ...options, keyType: KEY_TYPES[program.keyType as string] },
  );
}

export const processFunctions: FamilyAdapter = {
  family: "process-functions",
  replay(recording, watch) {
    const harness = createHarness(recording, watch) as unknown as OperatorHarness<never, unknown>;
    return resultOf(
      replaySteps(recording.steps, (action) => performOnHarness(harness, action)),
      recording.left === undefined ? null : differenceAt("left", recording.left, leftIn(harness)),
    );
  },
};
