/**
 * Recordings of programs on several subtasks that are snapshotted and go on with another parallelism. The record is
 * `[key, commands]` as in process-functions; commands also use operator state.
 */
import { type AssignedState, assignOperatorState, type OperatorStateSnapshot } from "../../engine/checkpoint/index";
import { assignKeyToParallelOperator, computeKeyGroupRangeForOperatorIndex } from "../../engine/core/index";
import { KeyedProcessOperator } from "../../engine/operators/index";
import { OperatorHarness } from "../../engine/testing/index";
import type { TypeInformation } from "../../engine/types/index";
import type { Entry, FamilyAdapter, ReplayWatch } from "../adapter";
import { differenceAt, encodeFailure, mainOutputFirst, replaySteps, resultOf } from "../compare";
import { type CommandProgram, type CommandRecord, KEY_TYPES } from "./commands";
import { leftIn, performOnHarness } from "./harness-steps";
import { KeyedCommands } from "./process-functions";

type Program = CommandProgram & {
  readonly keyType: string;
  readonly maxParallelism: number;
  readonly parallelism: number;
  readonly startProcessingTime: number;
};

type Subtask = { readonly harness: OperatorHarness<CommandRecord, unknown>; readonly commands: KeyedCommands };

/** What happens to the snapshots of the former subtasks on their way to the new ones. */
export type Carry = (
  snapshots: readonly OperatorStateSnapshot[],
  maxParallelism: number,
) => readonly OperatorStateSnapshot[];

class RescaledRun {
  readonly #program: Program;
  readonly #watch: ReplayWatch;
  readonly #carry: Carry;
  #subtasks: Subtask[];
  #processingTime: number;

  constructor(program: Program, watch: ReplayWatch, carry: Carry) {
    this.#program = program;
    this.#watch = watch;
    this.#carry = carry;
    this.#processingTime = program.startProcessingTime;
    this.#subtasks = Array.from({ length: program.parallelism }, (_, index) =>
      this.#start(index, program.parallelism, null),
    );
  }

  perform(action: Entry): Entry[] {
    const [name, time, record, subtask] = action;
    if (name === "rescale") return this.#rescale(time as number);
    if (name === "p") this.#processingTime = time as number;
    if (name !== "e") return this.#performOn(this.#subtasks.keys(), action);
    const expected = this.#subtaskOf((record as CommandRecord)[0]);
    if (expected !== null && expected !== subtask) return [["subtask", expected]];
    return this.#performOn([subtask as number], action);
  }

  left(): unknown[] {
    return this.#subtasks.map(({ harness }) => leftIn(harness as unknown as OperatorHarness<never, unknown>));
  }

  /** The subtask that the key groups choose; null for a key that has none. */
  #subtaskOf(key: unknown): number | null {
    if (key === null) return null;
    const keyType = KEY_TYPES[this.#program.keyType] as unknown as TypeInformation<unknown>;
    const hashCode = (value: unknown) => keyType.hashCode(value);
    return assignKeyToParallelOperator(key, this.#program.maxParallelism, this.#subtasks.length, hashCode);
  }

  /** The outputs, each with its subtask in front; a failure stands alone and is the last. */
  #performOn(indices: Iterable<number>, action: Entry): Entry[] {
    const outputs: Entry[] = [];
    for (const index of indices) {
      const { harness } = this.#subtasks[index] as Subtask;
      const own = mainOutputFirst(performOnHarness(harness, action));
      for (const output of own) outputs.push(output[0] === "x" ? output : [index, ...output]);
      if (own.at(-1)?.[0] === "x") break;
    }
    return outputs;
  }

  #rescale(parallelism: number): Entry[] {
    const { maxParallelism } = this.#program;
    const snapshots = this.#subtasks.map(({ harness }) => harness.snapshot());
    const assigned = assignOperatorState(this.#carry(snapshots, maxParallelism), parallelism, maxParallelism);
    this.#subtasks = assigned.map((state, index) => this.#start(index, parallelism, state));
    return this.#subtasks.map(({ commands }, index) => [index, "found", commands.operatorStates.content()]);
  }

  #start(subtaskIndex: number, parallelism: number, restored: AssignedState | null): Subtask {
    const { maxParallelism, keyType } = this.#program;
    const commands = new KeyedCommands(this.#program);
    const options = {
      keySelector: (record: CommandRecord) => record[0],
      keyType: KEY_TYPES[keyType],
      parallelism,
      subtaskIndex,
      maxParallelism,
      keyGroupRange: computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtaskIndex),
      startProcessingTime: this.#processingTime,
      tracer: this.#watch.tracer,
      stateBackend: this.#watch.stateBackend,
    };
    return { harness: new OperatorHarness(() => new KeyedProcessOperator(commands), options, restored), commands };
  }
}

/** The family, its snapshots carried from the former subtasks to the new ones as they are, or in another form. */
export const rescaleCarrying = (carry: Carry): FamilyAdapter => ({
  family: "rescale",
  replay(recording, watch) {
    let run: RescaledRun;
    try {
      run = new RescaledRun(recording.program as unknown as Program, watch, carry);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    return resultOf(
      replaySteps(recording.steps, (action) => run.perform(action)),
      recording.left === undefined ? null : differenceAt("left", recording.left, run.left()),
    );
  },
});

export const rescale: FamilyAdapter = rescaleCarrying((snapshots) => snapshots);
