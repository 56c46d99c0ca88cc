import "client-only";
import { EngineClient, type PortListener, type RunRequest, type RunResult } from "@tidemark/engine/worker-client";
import type { ExerciseCase } from "@/lib/shared/exercises/exercise-schema";
import { type CompiledProgram, judgeCase, judgeRun, requestOf } from "@/lib/shared/exercises/judge";
import type { CaseVerdict, RunFault, RunVerdict } from "@/lib/shared/exercises/verdict";

export type RunCaseOptions = {
  readonly wantTrace: boolean;
  /** Failures besides those of the case, such as a TaskManager killed at the cursor. */
  readonly extraFaults?: readonly RunFault[];
  readonly onProgress?: (steps: number) => void;
};

/**
 * The page's engine: one worker, started when it is first needed, ended when it hangs, started again for the next
 * run. A newer run ends an older one, which then resolves as `cancelled`.
 */
export class EngineSession {
  readonly #client = new EngineClient({ connect: startWorker, schedule });

  /** Starts the worker ahead of the first run. */
  warmUp(): void {
    this.#client.warmUp();
  }

  /**
   * Runs one case and grades it. Learner mistakes and spent budgets are verdicts.
   * Rejects with `BrokenWorkerError` when the worker cannot start, and with `ProtocolError` when it lies.
   */
  async runCase(program: CompiledProgram, exerciseCase: ExerciseCase, options: RunCaseOptions): Promise<CaseVerdict> {
    const request = requestOf(program, exerciseCase, options);
    const result: RunResult = await this.#client.run(request, options.onProgress);
    return judgeCase(exerciseCase, result, program.sourceMap);
  }

  /** Runs cases one after the other; stops at the first that was cancelled or hung. */
  async runCases(
    program: CompiledProgram,
    cases: readonly ExerciseCase[],
    options: RunCaseOptions & { readonly onVerdict?: (verdict: CaseVerdict) => void },
  ): Promise<RunVerdict> {
    const startedAt = performance.now();
    const verdicts: CaseVerdict[] = [];
    for (const exerciseCase of cases) {
      const verdict = await this.runCase(program, exerciseCase, options);
      verdicts.push(verdict);
      options.onVerdict?.(verdict);
      if (verdict.status === "cancelled" || hung(verdict)) break;
    }
    return judgeRun(verdicts, performance.now() - startedAt, cases.length);
  }

  /**
   * Runs a program that belongs to no case. Learner mistakes and spent budgets are results.
   * Rejects as `runCase` does.
   */
  runProgram(request: RunRequest): Promise<RunResult> {
    return this.#client.run(request);
  }

  /** Stops the run that goes on; its promise resolves as `cancelled`. */
  cancel(): void {
    this.#client.cancel();
  }

  /** Ends the worker. The session can be used again. */
  dispose(): void {
    this.#client.dispose();
  }
}

/** A program that used up its real time in one case will do so in the others. */
function hung({ run: { outcome } }: CaseVerdict): boolean {
  return outcome.kind === "budget-exceeded" && outcome.budget === "wallClockMillis";
}

function startWorker(listener: PortListener): { post: (command: unknown) => void; terminate: () => void } {
  const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module", name: "engine" });
  worker.addEventListener("message", (event: MessageEvent<unknown>) => listener.onMessage(event.data));
  worker.addEventListener("messageerror", () => listener.onBroken("A message of the engine's worker was unreadable."));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    listener.onBroken(event.message || "The engine's worker broke off.");
  });
  return { post: (command) => worker.postMessage(command), terminate: () => worker.terminate() };
}

function schedule(callback: () => void, delayMillis: number): () => void {
  const timer = setTimeout(callback, delayMillis);
  return () => clearTimeout(timer);
}
