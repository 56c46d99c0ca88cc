import "client-only";
import type { Grade, GradedQuestion } from "@/lib/shared/grader/grade";
import type { GraderNotice, GraderReply, GraderRequest } from "@/lib/shared/grader/grader-messages";

/** The part of a worker that grading needs, so that tests can bring their own. */
export interface GraderPort {
  postMessage(message: GraderRequest | GraderNotice): void;
  onmessage: ((event: MessageEvent<GraderReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** The grader could not be loaded, or did not answer; the learner marks the answer instead. */
export class GraderUnavailableError extends Error {
  constructor(reason: string) {
    super(`The grader is not available: ${reason}`);
    this.name = "GraderUnavailableError";
  }
}

interface Waiting {
  readonly resolve: (grade: Grade) => void;
  readonly reject: (error: GraderUnavailableError) => void;
}

/** How long a request may take in milliseconds, the loading of the language model over a slow line included. */
const ANSWER_MILLIS_MAX = 30_000;

/** The page's grader: one worker, started when the first answer is begun and kept; started again after it has failed. */
export class AnswerGrader {
  readonly #start: () => GraderPort;
  readonly #waiting = new Map<number, Waiting>();
  #port: GraderPort | null = null;
  #announced = new WeakSet<GradedQuestion>();
  #lastNumber = 0;

  constructor(start: () => GraderPort) {
    this.#start = start;
  }

  /**
   * Starts the worker ahead of the first answer and has it read the item, once; that it cannot start is only told to who
   * wants a grade.
   */
  warmUp(item: GradedQuestion): void {
    try {
      const port = this.#connect();
      if (this.#announced.has(item)) return;
      port.postMessage({ kind: "prepare", item });
      this.#announced.add(item);
    } catch {
      this.#port = null;
    }
  }

  /** Grades an answer. Rejects with GraderUnavailableError when the worker cannot start, fails, or takes too long. */
  grade(item: GradedQuestion, answer: string): Promise<Grade> {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    return new Promise<Grade>((resolve, reject) => {
      const timer = setTimeout(() => this.#fail("it took too long"), ANSWER_MILLIS_MAX);
      this.#waiting.set(number, {
        resolve: (grade) => {
          clearTimeout(timer);
          resolve(grade);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      try {
        this.#connect().postMessage({ number, item, answer });
      } catch (thrown) {
        this.#fail(thrown instanceof Error ? thrown.message : String(thrown));
      }
    });
  }

  #connect(): GraderPort {
    if (this.#port !== null) return this.#port;
    const port = this.#start();
    port.onmessage = ({ data }) => this.#receive(data);
    port.onerror = () => this.#fail("it could not be loaded");
    this.#port = port;
    this.#announced = new WeakSet();
    return port;
  }

  #receive(reply: GraderReply): void {
    if (reply.kind === "ready") return;
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.kind === "grade") waiting?.resolve(reply.grade);
    else waiting?.reject(new GraderUnavailableError(reply.message));
  }

  #fail(reason: string): void {
    this.#port?.terminate();
    this.#port = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new GraderUnavailableError(reason));
  }
}

let pageGrader: AnswerGrader | null = null;

/** The one grader of this page. */
export function answerGrader(): AnswerGrader {
  pageGrader ??= new AnswerGrader(
    () => new Worker(new URL("./grader.worker.ts", import.meta.url), { type: "module", name: "grader" }),
  );
  return pageGrader;
}
