/**
 * Processing time for one operator of a task. Answers to Flink's `ProcessingTimeServiceImpl` on a task: callbacks
 * are mails, a timer for T runs when the clock reads T + 1 or more, fixed delays run exactly. After `quiesce`
 * nothing runs any more (end of input).
 */
import { MAX_TIMESTAMP } from "../core/index";
import type { ProcessingTimeService, ScheduledCallback, VirtualClock } from "../time/index";
import type { MailboxExecutor } from "../operators/index";

class TaskCallback implements ScheduledCallback {
  cancelled = false;
  scheduled: ScheduledCallback | null = null;

  cancel(): void {
    this.cancelled = true;
    this.scheduled?.cancel();
  }
}

export class TaskProcessingTimeService implements ProcessingTimeService {
  readonly #clock: VirtualClock;
  readonly #mailbox: MailboxExecutor;
  readonly #open = new Set<TaskCallback>();
  #quiesced = false;

  constructor(clock: VirtualClock, mailbox: MailboxExecutor) {
    this.#clock = clock;
    this.#mailbox = mailbox;
  }

  currentProcessingTime(): number {
    return this.#clock.now();
  }

  registerTimer(timestamp: number, callback: (timestamp: number) => void): ScheduledCallback {
    const handle = new TaskCallback();
    if (this.#quiesced || timestamp >= MAX_TIMESTAMP) return handle;
    this.#open.add(handle);
    const run = () => {
      this.#open.delete(handle);
      callback(timestamp);
    };
    if (timestamp < this.#clock.now()) this.#mail(handle, run);
    else handle.scheduled = this.#clock.schedule(timestamp + 1, () => this.#mail(handle, run));
    return handle;
  }

  scheduleWithFixedDelay(periodMillis: number, callback: () => void): ScheduledCallback {
    const handle = new TaskCallback();
    if (this.#quiesced) return handle;
    this.#open.add(handle);
    const mail = () =>
      this.#mail(handle, () => {
        callback();
        if (handle.cancelled) return;
        scheduled = this.#clock.reschedule(scheduled, this.#clock.now() + periodMillis);
        handle.scheduled = scheduled;
      });
    let scheduled = this.#clock.schedule(this.#clock.now() + periodMillis, mail);
    handle.scheduled = scheduled;
    return handle;
  }

  /**
   * Runs the callback when the clock reads `atMillis`, not as a mail: what happens outside of the task. It is forgotten
   * with the timers.
   */
  scheduleOutside(atMillis: number, callback: () => void): ScheduledCallback {
    const handle = new TaskCallback();
    if (this.#quiesced) return handle;
    this.#open.add(handle);
    handle.scheduled = this.#clock.schedule(atMillis, () => {
      this.#open.delete(handle);
      callback();
    });
    return handle;
  }

  get isQuiesced(): boolean {
    return this.#quiesced;
  }

  /** Drops what is pending and refuses what is new. */
  quiesce(): void {
    this.#quiesced = true;
    for (const handle of this.#open) handle.cancel();
    this.#open.clear();
  }

  #mail(handle: TaskCallback, run: () => void): void {
    this.#mailbox.execute(() => {
      if (!handle.cancelled) run();
    });
  }
}
