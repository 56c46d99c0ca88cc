/**
 * What watermark alignment tells: reports, announcements, and who stops and goes on, with the numbers that decided it.
 */
import type { OperatorContext } from "../operators/index";

export class AlignmentTrace {
  readonly #context: OperatorContext<never>;
  readonly #at: { readonly operator: number; readonly subtask: number };

  constructor(context: OperatorContext<never>) {
    this.#context = context;
    this.#at = { operator: context.operatorIndex, subtask: context.subtaskIndex };
  }

  reported(watermark: number): void {
    const { tracer } = this.#context;
    if (tracer.enabled) tracer.emit({ kind: "alignment-reported", ...this.#at, watermark });
  }

  announced(limit: number): void {
    const { tracer } = this.#context;
    if (tracer.enabled) tracer.emit({ kind: "alignment-announced", ...this.#at, limit });
  }

  /** The subtask waits because its watermark is over the limit, or reads again. */
  source(waits: boolean, watermark: number, limit: number): void {
    const { tracer } = this.#context;
    const kind = waits ? "source-waits" : "source-reads";
    if (tracer.enabled) tracer.emit({ kind, ...this.#at, watermark, limit });
  }

  split(kind: "split-paused" | "split-resumed", split: string, watermark: number, limit: number): void {
    const { tracer } = this.#context;
    if (tracer.enabled) tracer.emit({ kind, ...this.#at, split, watermark, limit });
  }
}
