/**
 * Some fields of a tuple, in the order asked for, with the record's timestamp. Answers to Flink's `StreamProject`.
 */
import { AbstractStreamOperator } from "./abstract-stream-operator";

export class ProjectOperator<IN extends readonly unknown[], OUT> extends AbstractStreamOperator<IN, OUT> {
  readonly #fieldIndexes: readonly number[];

  constructor(fieldIndexes: readonly number[]) {
    super();
    this.#fieldIndexes = fieldIndexes;
  }

  processElement(value: IN, timestamp: number): void {
    this.output.collect(this.#fieldIndexes.map((index) => value[index]) as OUT, timestamp);
  }
}
