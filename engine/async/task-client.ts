/**
 * The simulated service of one task: calls back on the virtual clock, outside of the task's mailbox, until the task is
 * over.
 */
import { illegalArgument } from "../core/index";
import { guardCall, type OperatorContext } from "../operators/index";
import type { ScheduledCallback } from "../time/index";
import type { SimulatedClient } from "./async-function";

export class TaskClient implements SimulatedClient {
  readonly #context: OperatorContext<never>;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  currentTimeMillis(): number {
    return this.#context.processingTime.currentProcessingTime();
  }

  callAfter(delayMillis: number, callback: () => void): ScheduledCallback {
    if (!(delayMillis >= 0)) {
      throw illegalArgument("A simulated call takes 0 ms or more.", { context: { delayMillis } });
    }
    const context = this.#context;
    const guarded = guardCall(context, callback);
    return context.scheduleOutside(this.currentTimeMillis() + Math.ceil(delayMillis), () => {
      try {
        guarded();
      } catch (error) {
        context.mailbox.failExternally(error);
      }
    });
  }
}
