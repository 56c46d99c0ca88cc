/**
 * The engine's side of the protocol. Knows a platform, not a worker: the same host runs in the page's worker and
 * in Node.
 *
 * Laws: one run at a time, a newer one ends the older; between two slices of steps the host lets messages in, so
 * that a cancel or a newer run can arrive; whatever a program does, the request is answered with a result.
 */
import type { HostPlatform } from "./engine-port";
import { ProtocolError } from "./errors";
import { parseCommand, requestIdOf } from "./parse-command";
import { ProgramRun } from "./program-run";
import { PROTOCOL_VERSION, type RunRequest, type RunResult } from "./protocol";
import { transferablesOfResult } from "./run-result";

/** Real time that one slice of steps may take before messages are let in. */
const SLICE_MILLIS = 12;

export class EngineHost {
  readonly #platform: HostPlatform;
  #current: { readonly requestId: number; cancelled: boolean } | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(platform: HostPlatform) {
    this.#platform = platform;
  }

  /** Says that commands can come. */
  start(): void {
    this.#platform.post({ version: PROTOCOL_VERSION, kind: "ready" }, []);
  }

  /** Takes one message, which may be anything. */
  receive(message: unknown): void {
    try {
      const command = parseCommand(message);
      if (command.kind === "run") this.#run(command.requestId, command.request);
      else if (this.#current?.requestId === command.requestId) this.#current.cancelled = true;
    } catch (error) {
      const code = error instanceof ProtocolError ? error.code : "malformed";
      const text = error instanceof Error ? error.message : "The command was unreadable.";
      this.#platform.post(
        { version: PROTOCOL_VERSION, kind: "refused", requestId: requestIdOf(message), code, message: text },
        [],
      );
    }
  }

  #run(requestId: number, request: RunRequest): void {
    if (this.#current !== null) this.#current.cancelled = true;
    const current = { requestId, cancelled: false };
    this.#current = current;
    this.#last = this.#last.then(async () => {
      const result = await this.#execute(requestId, request, () => current.cancelled);
      if (this.#current === current) this.#current = null;
      this.#platform.post(
        { version: PROTOCOL_VERSION, kind: "result", requestId, result },
        transferablesOfResult(result),
      );
    });
  }

  async #execute(requestId: number, request: RunRequest, isCancelled: () => boolean): Promise<RunResult> {
    const run = new ProgramRun(request, this.#platform);
    await run.load();
    while (!run.isOver) {
      // Said before each slice: should the program hang in it, the client knows how far it was.
      this.#platform.post({ version: PROTOCOL_VERSION, kind: "progress", requestId, steps: run.steps }, []);
      await this.#platform.pause();
      if (isCancelled()) run.cancel();
      else run.advance(SLICE_MILLIS);
    }
    return run.result();
  }
}
