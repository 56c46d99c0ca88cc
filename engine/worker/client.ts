/**
 * The page's side of the protocol. It imports the protocol only, none of the engine.
 *
 * Laws: one run at a time, newest wins: an older run that still goes on ends as `cancelled`; a run that gives no
 * answer within its wall-clock budget and a grace has its worker terminated, and the next run gets a fresh one;
 * an event that does not parse ends the worker too, because it is not the host that speaks.
 */
import type { EnginePort, PortListener } from "./engine-port";
import { BrokenWorkerError, ProtocolError } from "./errors";
import { parseEvent } from "./parse-event";
import { type EngineEvent, PROTOCOL_VERSION, type RunOutcome, type RunRequest, type RunResult } from "./protocol";

export type EngineClientOptions = {
  /** Starts a worker, or what stands for one. The listener may only be called after this came back. */
  readonly connect: (listener: PortListener) => EnginePort;
  /** Calls back after so many milliseconds; what it gives back takes the call back. */
  readonly schedule: (callback: () => void, delayMillis: number) => () => void;
  /** How long a worker may take to say that it is ready. */
  readonly startMillisMax?: number;
  /** How long beyond its wall-clock budget a run may take to answer. */
  readonly graceMillis?: number;
};

const START_MILLIS_MAX = 60_000;
const GRACE_MILLIS = 400;

type PendingRun = {
  readonly requestId: number;
  readonly request: RunRequest;
  readonly resolve: (result: RunResult) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((steps: number) => void) | undefined;
  /** Null until the job was described. */
  steps: number | null;
};

type Connection = { readonly port: EnginePort; ready: boolean };

export class EngineClient {
  readonly #options: EngineClientOptions;
  #connection: Connection | null = null;
  #running: PendingRun | null = null;
  #waiting: PendingRun | null = null;
  #cancelDeadline: () => void = () => undefined;
  #lastRequestId = 0;

  constructor(options: EngineClientOptions) {
    this.#options = options;
  }

  /** Starts the worker ahead of the first run. */
  warmUp(): void {
    if (this.#connection === null) this.#awaitReady();
  }

  /**
   * Runs one program to its end, whatever that is: learner mistakes and spent budgets are results.
   * Rejects with `BrokenWorkerError` when the worker cannot be started or breaks off, `ProtocolError` when the
   * request is refused or the answer lies.
   */
  run(request: RunRequest, onProgress?: (steps: number) => void): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      this.#lastRequestId += 1;
      const run: PendingRun = { requestId: this.#lastRequestId, request, resolve, reject, onProgress, steps: null };
      this.#waiting?.resolve(resultWithout({ kind: "cancelled" }, this.#waiting.steps));
      this.#waiting = run;
      if (this.#running === null) this.#startWaiting();
      else this.cancel();
    });
  }

  /** Asks the run that goes on to stop; a worker that does not listen is terminated. */
  cancel(): void {
    const run = this.#running;
    if (run === null) return;
    if (this.#connection?.ready !== true) {
      this.#settle((pending) => pending.resolve(resultWithout({ kind: "cancelled" }, 0)));
      return;
    }
    this.#connection.port.post({ version: PROTOCOL_VERSION, kind: "cancel", requestId: run.requestId });
    this.#setDeadline(this.#options.graceMillis ?? GRACE_MILLIS, () => {
      this.#disconnect();
      this.#settle((pending) => pending.resolve(resultWithout({ kind: "cancelled" }, pending.steps)));
    });
  }

  /** Ends the worker; runs that go on end as cancelled. The client can be used again. */
  dispose(): void {
    this.#disconnect();
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(resultWithout({ kind: "cancelled" }, 0));
    this.#settle((pending) => pending.resolve(resultWithout({ kind: "cancelled" }, pending.steps)));
  }

  #startWaiting(): void {
    if (this.#waiting === null) return;
    this.#running = this.#waiting;
    this.#waiting = null;
    if (this.#connection?.ready === true) this.#postRunning();
    else this.#awaitReady();
  }

  #awaitReady(): void {
    if (this.#connection === null) this.#connect();
    this.#setDeadline(this.#options.startMillisMax ?? START_MILLIS_MAX, () => {
      this.#break(new BrokenWorkerError("The engine's worker did not start in time."));
    });
  }

  #postRunning(): void {
    const run = this.#running;
    if (run === null || this.#connection === null) return;
    const { requestId, request } = run;
    this.#connection.port.post({ version: PROTOCOL_VERSION, kind: "run", requestId, request });
    const limitMillis = request.budgets.wallClockMillis;
    this.#setDeadline(limitMillis + (this.#options.graceMillis ?? GRACE_MILLIS), () => {
      this.#disconnect();
      this.#settle((pending) =>
        pending.resolve(resultWithout(stuckOutcome(limitMillis, pending.steps), pending.steps)),
      );
    });
  }

  #connect(): void {
    const isCurrent = (): boolean => this.#connection?.port === port;
    const port: EnginePort = this.#options.connect({
      onMessage: (message) => {
        if (isCurrent()) this.#receive(message);
      },
      onBroken: (reason) => {
        if (isCurrent()) this.#break(new BrokenWorkerError(reason));
      },
    });
    this.#connection = { port, ready: false };
  }

  #receive(message: unknown): void {
    let event: EngineEvent;
    try {
      event = parseEvent(message);
    } catch (error) {
      this.#break(error instanceof Error ? error : new BrokenWorkerError("The worker's message was unreadable."));
      return;
    }
    if (event.kind === "ready") {
      this.#cancelDeadline();
      if (this.#connection !== null) this.#connection.ready = true;
      this.#postRunning();
      return;
    }
    const run = this.#running;
    if (run === null || event.requestId !== run.requestId) return;
    if (event.kind === "progress") {
      run.steps = event.steps;
      run.onProgress?.(event.steps);
    } else if (event.kind === "result") {
      const { result } = event;
      this.#settle((pending) => pending.resolve(result));
    } else {
      const refusal = new ProtocolError("malformed", "command", `was refused: ${event.message}`);
      this.#settle((pending) => pending.reject(refusal));
    }
  }

  #break(error: Error): void {
    this.#disconnect();
    this.#settle((pending) => pending.reject(error));
  }

  /** Ends the run that goes on, and starts the one that waits. */
  #settle(finish: (run: PendingRun) => void): void {
    this.#cancelDeadline();
    const run = this.#running;
    this.#running = null;
    if (run !== null) finish(run);
    this.#startWaiting();
  }

  #disconnect(): void {
    this.#cancelDeadline();
    this.#connection?.port.terminate();
    this.#connection = null;
  }

  #setDeadline(delayMillis: number, onDeadline: () => void): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#options.schedule(onDeadline, delayMillis);
  }
}

/** What is said of a run whose worker had to be ended: it hung inside one call. */
function stuckOutcome(limitMillis: number, steps: number | null): RunOutcome {
  return {
    kind: "budget-exceeded",
    budget: "wallClockMillis",
    limit: limitMillis,
    where: steps === null ? "while the job was described" : `in one call that began after step ${steps}`,
    advice: "Look for a loop that never ends, in a function or outside of them: each call must come back by itself.",
  };
}

/** The result of a run of which nothing is known but how it ended. */
function resultWithout(outcome: RunOutcome, steps: number | null): RunResult {
  return {
    outcome,
    outputs: [],
    printed: [],
    printedDropped: 0,
    savepoints: [],
    metrics: {
      steps: steps ?? 0,
      recordsEmitted: 0,
      lateRecordsDropped: 0,
      processingTimeMillis: 0,
      wallClockMillis: 0,
    },
    plan: null,
    trace: null,
  };
}
