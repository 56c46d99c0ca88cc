/**
 * What a task has been asked to do besides reading its input: timers, checkpoint triggers, notifications. Answers
 * to Flink's `TaskMailbox`. Mails run one per step, in order, before the next element is read.
 */

export type Mail = () => void;

export class Mailbox {
  #mails: Mail[] = [];
  #next = 0;

  get isEmpty(): boolean {
    return this.#next === this.#mails.length;
  }

  put(mail: Mail): void {
    this.#mails.push(mail);
  }

  /** Takes the oldest mail; null when there is none. */
  take(): Mail | null {
    const mail = this.#mails[this.#next];
    if (mail === undefined) return null;
    this.#next += 1;
    if (this.#next === this.#mails.length) {
      this.#mails = [];
      this.#next = 0;
    }
    return mail;
  }
}
