/**
 * Recordings of keyed state with a time to live: programs as in process-functions, every state with the same
 * configuration, which a restore may change. After each step that did not fail: how many entries there are.
 */
import { Duration } from "../../engine/core/index";
import { KeyedProcessOperator } from "../../engine/operators/index";
import { StateTtlConfig, type StateVisibility, type UpdateType } from "../../engine/state/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../../engine/testing/index";
import type { Entry, FamilyAdapter, Recording, ReplayWatch } from "../adapter";
import { decodeTime, differenceAt, encodeFailure, replaySteps, resultOf } from "../compare";
import { type CommandProgram, type CommandRecord, KEY_TYPES } from "./commands";
import { attempt, performOnHarness } from "./harness-steps";
import { KeyedCommands } from "./process-functions";

type Ttl = {
  readonly timeToLive?: number | string;
  readonly updateType?: UpdateType;
  readonly stateVisibility?: StateVisibility;
  readonly cleanupFullSnapshot?: boolean;
  readonly cleanupIncrementally?: { readonly cleanupSize: number; readonly runCleanupForEveryRecord: boolean };
  readonly disableCleanupInBackground?: boolean;
};

function configOf(ttl: Ttl): StateTtlConfig {
  if (ttl.updateType === "Disabled") return StateTtlConfig.DISABLED;
  const builder = StateTtlConfig.newBuilder(Duration.ofMillis(decodeTime(ttl.timeToLive)));
  if (ttl.updateType !== undefined) builder.setUpdateType(ttl.updateType);
  if (ttl.stateVisibility !== undefined) builder.setStateVisibility(ttl.stateVisibility);
  if (ttl.cleanupFullSnapshot === true) builder.cleanupFullSnapshot();
  if (ttl.cleanupIncrementally !== undefined) {
    const { cleanupSize, runCleanupForEveryRecord } = ttl.cleanupIncrementally;
    builder.cleanupIncrementally(cleanupSize, runCleanupForEveryRecord);
  }
  if (ttl.disableCleanupInBackground === true) builder.disableCleanupInBackground();
  return builder.build();
}

class TtlRun {
  #ttl: StateTtlConfig;
  #nowMillis: number;
  readonly #harness: OperatorHarness<CommandRecord, unknown>;

  constructor(program: CommandProgram & Recording["program"], watch: ReplayWatch) {
    this.#ttl = configOf(program.ttl as Ttl);
    this.#nowMillis = program.startProcessingTime as number;
    this.#harness = createKeyedOperatorHarness<unknown, CommandRecord, unknown>(
      () => new KeyedProcessOperator(new KeyedCommands(program, this.#ttl)),
      (record) => record[0],
      {
        tracer: watch.tracer,
        stateBackend: watch.stateBackend,
        ttlTimeProvider: () => this.#nowMillis,
        maxParallelism: program.maxParallelism as number,
        keyType: KEY_TYPES[program.keyType as string],
      },
    );
  }

  perform(action: Entry): Entry[] {
    const outputs = this.#outputsOf(action);
    return outputs.at(-1)?.[0] === "x" ? outputs : [...outputs, ["n", this.#harness.stateEntryCount]];
  }

  #outputsOf(action: Entry): Entry[] {
    if (action[0] === "restore") return this.#restore(action[1]);
    if (action[0] !== "p") return performOnHarness(this.#harness, action);
    this.#nowMillis = action[1] as number;
    return [];
  }

  #restore(change: unknown): Entry[] {
    const failure = attempt(() => {
      const snapshot = this.#harness.snapshot();
      if (change !== undefined) this.#ttl = configOf((change as { ttl: Ttl }).ttl);
      this.#harness.restore(snapshot);
    });
    return failure === null ? [] : [failure];
  }
}

export const stateTtl: FamilyAdapter = {
  family: "state-ttl",
  replay(recording, watch) {
    let run: TtlRun;
    try {
      run = new TtlRun(recording.program, watch);
    } catch (error) {
      return resultOf(differenceAt("refused", recording.refused ?? null, encodeFailure(error)));
    }
    if (recording.refused !== undefined) return resultOf(differenceAt("refused", recording.refused, null));
    return resultOf(replaySteps(recording.steps, (action) => run.perform(action)));
  },
};
