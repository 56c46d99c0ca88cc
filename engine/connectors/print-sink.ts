/**
 * A sink that turns records into lines of text. Answers to Flink's `PrintSink`: on several subtasks each line
 * begins with the subtask's number, counted from 1, and an identifier stands in front of that: `id:2> value`.
 */
import { preview } from "../core/index";
import { AbstractStreamOperator } from "../operators/index";
import type { OperatorSink } from "./sink";

export class PrintSink<T> implements OperatorSink<T> {
  readonly #identifier: string;
  readonly #lines: string[] = [];

  constructor(identifier = "") {
    this.#identifier = identifier;
  }

  /** What was printed, in order. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  createWriterOperator(): AbstractStreamOperator<T, never> {
    return new PrintWriter<T>(this.#identifier, this.#lines);
  }
}

/** What `print()` writes to. */
export function createPrintSink<T>(identifier = ""): PrintSink<T> {
  return new PrintSink<T>(identifier);
}

class PrintWriter<T> extends AbstractStreamOperator<T, never> {
  readonly #identifier: string;
  readonly #lines: string[];
  #prefix = "";

  constructor(identifier: string, lines: string[]) {
    super();
    this.#identifier = identifier;
    this.#lines = lines;
  }

  override open(): void {
    const { parallelism, subtaskIndex } = this.context;
    const parts = [this.#identifier, parallelism > 1 ? String(subtaskIndex + 1) : ""].filter((part) => part !== "");
    this.#prefix = parts.length === 0 ? "" : `${parts.join(":")}> `;
  }

  processElement(value: T): void {
    this.#lines.push(`${this.#prefix}${preview(value)}`);
  }
}
