/**
 * What a task has been asked to do besides reading its input: timers, checkpoint triggers, notifications, results of
 * asynchronous requests. Answers to Flink's `TaskMailbox`. Mails run one per step, in order, before the next element
 * is read.
 *
 * A mail has the priority of whom it is for: the operator's depth in the chain (the head's is 0), `TASK_PRIORITY` for
 * the task itself. While an operator waits (see `MailboxExecutor`), only mails of its depth or deeper run, and no input
 * is read; so a checkpoint never falls into a wait.
 */
import { assert } from "../core/index";
import type { MailboxExecutor } from "../operators/index";

export type Mail = () => void;

/** Mails of the task itself, such as the trigger of a checkpoint. */
export const TASK_PRIORITY = -1;
/** Mails that run whoever waits, such as the notification of a completed checkpoint. */
export const URGENT_PRIORITY = Number.MAX_SAFE_INTEGER;

type Wait = { readonly priority: number; readonly isDone: () => boolean };

export class Mailbox {
  #mails: Mail[] = [];
  #priorities: number[] = [];
  #next = 0;
  readonly #waits: Wait[] = [];
  #failure: { readonly error: unknown } | null = null;
  #quiet = true;

  /** Whether there is nothing at all: no mail, nobody who waits, no failure. Asked before every element. */
  get isQuiet(): boolean {
    return this.#quiet;
  }

  /** The mails that wait. */
  get size(): number {
    return this.#mails.length - this.#next;
  }

  /** Whether an operator, or the end of the input, waits for mails. */
  get isWaiting(): boolean {
    return this.#waits.length > 0;
  }

  /** Whether `take` gives a mail now. */
  get hasMail(): boolean {
    if (this.#failure !== null) return true;
    return this.#waits.length === 0 ? this.#next < this.#mails.length : this.#nextEligible() !== -1;
  }

  /** Whether the task is told to fail before it does anything else. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  put(mail: Mail, priority: number): void {
    this.#quiet = false;
    this.#mails.push(mail);
    this.#priorities.push(priority);
  }

  /** Takes the oldest mail that may run; null when there is none. A failure comes before all mails. */
  take(): Mail | null {
    if (this.#quiet) return null;
    if (this.#failure !== null) return this.#throwFailure;
    if (this.#waits.length > 0) return this.#takeAt(this.#nextEligible());
    const mail = this.#mails[this.#next];
    if (mail === undefined) return null;
    this.#next += 1;
    if (this.#next === this.#mails.length) this.#clear();
    return mail;
  }

  /** Waits until `isDone`, which is asked now and after each mail; the deepest wait is asked first. */
  yieldUntil(priority: number, isDone: () => boolean): void {
    if (isDone()) return;
    this.#quiet = false;
    this.#waits.push({ priority, isDone });
  }

  /** Whether somebody of a higher priority than this waits. */
  isWaitingAbove(priority: number): boolean {
    return this.#waits.some((wait) => wait.priority > priority);
  }

  /** Asks those who wait, deepest first, whether what they wait for has happened; called after each mail. */
  askWaiting(): void {
    for (;;) {
      const deepest = this.#deepestWait();
      if (deepest === null || !deepest.isDone()) return;
      this.#waits.splice(this.#waits.indexOf(deepest), 1);
      this.#settle();
    }
  }

  /** Fails the task with its next step. The first failure counts. */
  fail(error: unknown): void {
    this.#quiet = false;
    this.#failure ??= { error };
  }

  readonly #throwFailure = (): void => {
    assert(this.#failure !== null, "there is a failure");
    throw this.#failure.error;
  };

  #deepestWait(): Wait | null {
    let deepest: Wait | null = null;
    for (const wait of this.#waits) {
      if (deepest === null || wait.priority > deepest.priority) deepest = wait;
    }
    return deepest;
  }

  #nextEligible(): number {
    const least = this.#deepestWait()?.priority ?? TASK_PRIORITY;
    for (let index = this.#next; index < this.#mails.length; index++) {
      if ((this.#priorities[index] as number) >= least) return index;
    }
    return -1;
  }

  #takeAt(index: number): Mail | null {
    if (index === -1) return null;
    const [mail] = this.#mails.splice(index, 1);
    this.#priorities.splice(index, 1);
    if (this.#next === this.#mails.length) this.#clear();
    return mail as Mail;
  }

  #clear(): void {
    this.#mails = [];
    this.#priorities = [];
    this.#next = 0;
    this.#settle();
  }

  #settle(): void {
    this.#quiet = this.#failure === null && this.#waits.length === 0 && this.#next === this.#mails.length;
  }
}

/** The mailbox as one operator sees it. */
export class OperatorMailbox implements MailboxExecutor {
  readonly #mailbox: Mailbox;
  readonly #priority: number;

  /** `priority`: the operator's depth in its chain. */
  constructor(mailbox: Mailbox, priority: number) {
    this.#mailbox = mailbox;
    this.#priority = priority;
  }

  execute(mail: Mail): void {
    this.#mailbox.put(mail, this.#priority);
  }

  yieldUntil(isDone: () => boolean): void {
    this.#mailbox.yieldUntil(this.#priority, isDone);
  }

  failExternally(error: unknown): void {
    this.#mailbox.fail(error);
  }
}
