/**
 * How an operator speaks to the mailbox of its task. Answers to Flink's `MailboxExecutor`.
 *
 * Flink's operators wait by `yield()`: the call goes on only after other mails ran. Nothing waits in this engine, so the
 * loop is turned inside out: the operator says what it waits for and returns; until that has happened the task takes
 * no input and runs only mails of this operator and of those behind it in the chain, as Flink's `yield` does.
 */
export interface MailboxExecutor {
  /** Puts a mail of this operator at the end of the task's mailbox. */
  execute(mail: () => void): void;
  /**
   * Flink's `while (!isDone()) yield()`: asked at once, then right after each mail, before any other mail runs, until it
   * says true. An operator waits for one thing at a time.
   */
  yieldUntil(isDone: () => boolean): void;
  /** Flink's `failExternally`: the task fails before it does anything else; the caller goes on. */
  failExternally(error: unknown): void;
}
