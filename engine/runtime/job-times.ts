/**
 * When a job was last in which status, what it failed of, and how often it was restarted. Answers to the status
 * timestamps of Flink's `ExecutionGraph` with its `UpTimeGauge` and `DownTimeGauge`, and to its exception history.
 */

/** How many failures are remembered: Flink's `web.exception-history-size`. */
const EXCEPTION_HISTORY_SIZE = 16;

/** What failed a job, or a region of it; task and TaskManager are null where it was none of them. */
export type ExceptionEntry = {
  readonly exceptionName: string;
  readonly message: string;
  readonly at: number;
  readonly taskName: string | null;
  readonly taskManager: number | null;
};

export class JobTimes {
  readonly #timestamps = new Map<string, number>();
  #status = "INITIALIZING";
  #restarts = 0;
  readonly #exceptions: ExceptionEntry[] = [];

  /** `now`: when the job is submitted, in milliseconds of the clock. */
  constructor(now: number) {
    this.#timestamps.set("INITIALIZING", now);
    this.#timestamps.set("CREATED", now);
  }

  /** The job has this status from now on. */
  enter(status: string, now: number): void {
    this.#status = status;
    this.#timestamps.set(status, now);
  }

  /** The job starts again, all of it or a region. */
  onRestart(): void {
    this.#restarts += 1;
  }

  /** Something failed. */
  onFailure(entry: ExceptionEntry): void {
    this.#exceptions.push(entry);
    if (this.#exceptions.length > EXCEPTION_HISTORY_SIZE) this.#exceptions.shift();
  }

  /** The latest failures, the newest first. */
  get exceptions(): readonly ExceptionEntry[] {
    return [...this.#exceptions].reverse();
  }

  get status(): string {
    return this.#status;
  }

  /** Flink's `numRestarts` (and `fullRestarts`, which counts the same). */
  get restarts(): number {
    return this.#restarts;
  }

  /** When the job came into the status last, in milliseconds of the clock; null where it never was. */
  at(status: string): number | null {
    return this.#timestamps.get(status) ?? null;
  }

  /** Since the job last began to run, in milliseconds; 0 while it does not, -1 when it is over. */
  uptime(now: number): number {
    if (this.#status === "RUNNING") return now - (this.at("RUNNING") ?? now);
    return this.#isOver ? -1 : 0;
  }

  /** Since the job last failed, while it does not run again, in milliseconds; -1 when it is over. */
  downtime(now: number): number {
    if (this.#isOver) return -1;
    const failingAt = this.at("FAILING");
    if (this.#status === "RUNNING" || failingAt === null) return 0;
    return now - failingAt;
  }

  get #isOver(): boolean {
    return this.#status === "FINISHED" || this.#status === "FAILED" || this.#status === "CANCELED";
  }
}
