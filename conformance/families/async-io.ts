/**
 * Recordings of `AsyncDataStream.orderedWait` and its three siblings: the script decides when and how each request
 * completes, and notes every call of the user function where it happened.
 */
import { AsyncDataStream, StreamExecutionEnvironment } from "../../engine/api/index";
import {
  type AsyncFunction,
  type AsyncRetryStrategy,
  AsyncRetryStrategies,
  type ResultFuture,
  RichAsyncFunction,
  type SimulatedClient,
} from "../../engine/async/index";
import { illegalState, TimeUnit } from "../../engine/core/index";
import type { OperatorTransformation } from "../../engine/graph/index";
import type { OneInputStreamOperator } from "../../engine/operators/index";
import { OperatorHarness } from "../../engine/testing/index";
import type { Entry, FamilyAdapter, ReplayWatch } from "../adapter";
import { decodeTime, differenceAt, replaySteps, resultOf } from "../compare";
import type { UsualRecord } from "./fold";
import { attempt, encodeEvents } from "./harness-steps";

type Retry = {
  readonly type: "FixedDelayRetryStrategy" | "ExponentialBackoffDelayRetryStrategy";
  readonly maxAttempts: number;
  readonly backoffTimeMillis: number;
  readonly initialDelay: number;
  readonly maxRetryDelay: number;
  readonly multiplier: number;
  readonly ifResult?: "empty" | "anyNegative";
  readonly ifException?: "any" | "retryMe";
};

type Program = {
  readonly operator: "orderedWait" | "unorderedWait" | "orderedWaitWithRetry" | "unorderedWaitWithRetry";
  readonly timeout: number;
  readonly capacity?: number;
  readonly retry?: Retry;
  readonly function: {
    readonly completesAtOnce?: string;
    readonly throws?: string;
    readonly timeout?: "complete" | "completeEmpty" | "ignore";
  };
};

function toStrategy(retry: Retry): AsyncRetryStrategy<number> {
  const { FixedDelayRetryStrategyBuilder, ExponentialBackoffDelayRetryStrategyBuilder } = AsyncRetryStrategies;
  const builder =
    retry.type === "FixedDelayRetryStrategy"
      ? new FixedDelayRetryStrategyBuilder<number>(retry.maxAttempts, retry.backoffTimeMillis)
      : new ExponentialBackoffDelayRetryStrategyBuilder<number>(
          retry.maxAttempts,
          retry.initialDelay,
          retry.maxRetryDelay,
          retry.multiplier,
        );
  const { ifResult, ifException } = retry;
  if (ifResult === "empty") builder.ifResult((results) => results.length === 0);
  if (ifResult === "anyNegative") builder.ifResult((results) => results.some((result) => result < 0));
  if (ifException === "any") builder.ifException(() => true);
  if (ifException === "retryMe") builder.ifException((error) => (error as Error).message === "retry me");
  return builder.build();
}

const NO_EXECUTOR = {
  execute: () => {
    throw new Error("These programs are not executed.");
  },
};

/** Makes the operator through the public API. */
function createOperator(program: Program, calls: AsyncFunction<UsualRecord, number>) {
  const environment = new StreamExecutionEnvironment(NO_EXECUTOR);
  const input = environment.fromData<UsualRecord>(["a", 1, 1]);
  const { operator, timeout, capacity, retry } = program;
  const stream =
    operator === "orderedWait" || operator === "unorderedWait"
      ? AsyncDataStream[operator](input, calls, timeout, TimeUnit.MILLISECONDS, capacity)
      : capacity === undefined
        ? AsyncDataStream[operator](input, calls, timeout, TimeUnit.MILLISECONDS, toStrategy(retry as Retry))
        : AsyncDataStream[operator](input, calls, timeout, TimeUnit.MILLISECONDS, capacity, toStrategy(retry as Retry));
  const { factory } = stream.transformation as OperatorTransformation;
  return () => factory.create() as OneInputStreamOperator<UsualRecord, number>;
}

/** The script's side of the user's function: notes its calls, and keeps the futures by record. */
class Calls {
  readonly futures = new Map<number, ResultFuture<number>>();
  readonly settings: Program["function"];
  harness: OperatorHarness<UsualRecord, number> | null = null;

  constructor(settings: Program["function"]) {
    this.settings = settings;
  }

  /** What comes after a failure was not recorded. */
  note(call: Entry): void {
    if (this.harness?.hasFailed === false) this.harness.note(call);
  }
}

class ScriptedFunction extends RichAsyncFunction<UsualRecord, number> {
  constructor(readonly calls: Calls) {
    super();
  }

  asyncInvoke([, value, id]: UsualRecord, future: ResultFuture<number>): void {
    const { completesAtOnce, throws } = this.calls.settings;
    this.calls.note(["i", id]);
    if (throws !== undefined && value === 9) throw illegalState("not nine");
    if (completesAtOnce !== undefined && value % 4 === 0) future.complete([id * 10]);
    this.calls.futures.set(id, future);
  }

  override timeout(input: UsualRecord, future: ResultFuture<number>, client: SimulatedClient): void {
    const [, , id] = input;
    this.calls.note(["t", id]);
    const { timeout } = this.calls.settings;
    if (timeout === undefined) super.timeout(input, future, client);
    if (timeout === "complete") future.complete([-id]);
    if (timeout === "completeEmpty") future.complete([]);
  }
}

class ScriptedRun {
  readonly #calls: Calls;
  readonly #isOrdered: boolean;
  readonly #harness: OperatorHarness<UsualRecord, number>;

  constructor(program: Program, watch: ReplayWatch) {
    this.#calls = new Calls(program.function);
    this.#isOrdered = program.operator.startsWith("ordered");
    const create = createOperator(program, new ScriptedFunction(this.#calls));
    this.#harness = new OperatorHarness(create, { tracer: watch.tracer, stateBackend: watch.stateBackend });
    this.#calls.harness = this.#harness;
  }

  perform(action: Entry): Entry[] {
    const outputs: Entry[] = [];
    const failure = attempt(() => this.#do(action, outputs));
    outputs.push(...encodeEvents(this.#harness.takeOutput()));
    return failure === null ? outputs : [...outputs, failure];
  }

  #do(action: Entry, outputs: Entry[]): void {
    const [name, first, second, third] = action;
    switch (name) {
      case "e":
        this.#harness.pushElement(second as UsualRecord, decodeTime(first));
        return this.#goOn(third);
      case "w":
        this.#harness.pushWatermark(decodeTime(first));
        return this.#goOn(second);
      case "end":
        this.#harness.endInput();
        outputs.push(...callsById(encodeEvents(this.#harness.takeOutput())));
        return this.#goOn(first);
      case "restore":
        this.#calls.futures.clear();
        this.#harness.restore();
        if (!this.#isOrdered) outputs.push(...callsById(encodeEvents(this.#harness.takeOutput())));
        return this.#harness.runMails();
      default:
        this.#happen(action);
        return this.#harness.runMails();
    }
  }

  /** What happens while the operator waits for room or for its last results. */
  #goOn(meanwhile: unknown): void {
    this.#harness.runMails();
    for (const action of (meanwhile ?? []) as Entry[]) {
      if (!this.#harness.isWaiting) throw new Error("The operator does not wait as long as Flink's does.");
      this.#happen(action);
      this.#harness.runMails();
    }
    if (this.#harness.isWaiting) throw new Error("The operator waits longer than Flink's does.");
  }

  #happen(action: Entry): void {
    const [name, id, argument] = action;
    const future = this.#calls.futures.get(id as number);
    switch (name) {
      case "c":
        return future?.complete(argument as number[]);
      case "fail":
        return future?.completeExceptionally(illegalState(argument as string));
      case "supply":
        return future?.complete(() => argument as number[]);
      case "supplyFail":
        return future?.complete(() => {
          throw illegalState(argument as string);
        });
      case "p":
        return this.#harness.setProcessingTime(id as number);
      case "s":
        return this.#harness.pushStatus(id as "idle" | "active");
      default:
        throw new Error(`Unknown action ${String(name)}`);
    }
  }
}

/** The calls behind the other outputs, by id: Flink leaves their order to hash codes. */
function callsById(outputs: readonly Entry[]): Entry[] {
  const calls = outputs.filter((output) => output[0] === "i");
  calls.sort((a, b) => (a[1] as number) - (b[1] as number));
  return [...outputs.filter((output) => output[0] !== "i"), ...calls];
}

export const asyncIo: FamilyAdapter = {
  family: "async-io",
  replay(recording, watch) {
    let run: ScriptedRun | null = null;
    const refused = attempt(() => {
      run = new ScriptedRun(recording.program as unknown as Program, watch);
    });
    if (refused !== null || recording.refused !== undefined) {
      return resultOf(differenceAt("refused", recording.refused ?? null, refused));
    }
    const running = run as unknown as ScriptedRun;
    return resultOf(replaySteps(recording.steps, (action) => running.perform(action)));
  },
};
