/**
 * The writer of the JDBC sink. Answers to flink-connector-jdbc's `JdbcWriter`, `JdbcOutputFormat` and, exactly once,
 * `XaTransaction`: one transaction for each checkpoint, prepared before the barrier, committed when it is complete.
 */
import { EngineError, preview } from "../../core/index";
import { DeliveryGuarantee } from "../delivery-guarantee";
import type { CommittingSinkWriter, StatefulSinkWriter, WriterInitContext } from "../sink";
import type { BoundStatement, Database } from "./database";
import type { SqlStatement } from "./sql-statement";

/** Where a statement gets its values; indices count from 1, as in JDBC. */
export class JdbcPreparedStatement {
  readonly #values: unknown[];

  constructor(parameters: number) {
    this.#values = new Array<unknown>(parameters).fill(undefined);
  }

  /** Errors: `SQLException` for an index that the statement does not have. */
  setObject(index: number, value: unknown): void {
    if (!Number.isInteger(index) || index < 1 || index > this.#values.length) {
      throw new EngineError({
        code: "SQL_ERROR",
        message: `The column index is out of range: ${index}, number of columns: ${this.#values.length}.`,
        flinkClass: "SQLException",
        hint: "Parameters are numbered from 1.",
      });
    }
    this.#values[index - 1] = value;
  }
  setString(index: number, value: string): void {
    this.setObject(index, value);
  }
  setInt(index: number, value: number): void {
    this.setObject(index, Math.trunc(value));
  }
  setLong(index: number, value: number): void {
    this.setObject(index, Math.trunc(value));
  }
  setDouble(index: number, value: number): void {
    this.setObject(index, value);
  }
  setBoolean(index: number, value: boolean): void {
    this.setObject(index, value);
  }
  setNull(index: number): void {
    this.setObject(index, null);
  }

  /** Errors: `SQLException` for a parameter without value. */
  values(): readonly unknown[] {
    const missing = this.#values.indexOf(undefined);
    if (missing < 0) return this.#values;
    throw new EngineError({
      code: "SQL_ERROR",
      message: `No value specified for parameter ${missing + 1}.`,
      flinkClass: "SQLException",
      hint: "Set every ? of the statement.",
    });
  }
}

/** Fills in the statement for an element. Flink's `JdbcStatementBuilder`. */
export type JdbcStatementBuilder<T> = (statement: JdbcPreparedStatement, element: T) => void;

export type JdbcWriterSettings<T> = {
  readonly database: Database;
  readonly query: string;
  readonly bind: JdbcStatementBuilder<T>;
  readonly guarantee: DeliveryGuarantee;
  readonly batchSize: number;
  readonly batchIntervalMillis: number;
  readonly maxRetries: number;
};

/** A prepared transaction, by its id. */
export type JdbcCommittable = { readonly transactionId: string };

/** Ids of one job are told from those of others by this text. */
export type JdbcWriterState = { readonly prepared: readonly string[] };

export class JdbcWriter<T> implements CommittingSinkWriter<T, JdbcCommittable>, StatefulSinkWriter<T, JdbcWriterState> {
  readonly #settings: JdbcWriterSettings<T>;
  readonly #context: WriterInitContext;
  readonly #statement: SqlStatement;
  readonly #isTransactional: boolean;
  #batch: BoundStatement[] = [];
  #hasRecords = false;
  #transactionId = "";
  #prepared: string[];

  constructor(settings: JdbcWriterSettings<T>, context: WriterInitContext, recovered: readonly JdbcWriterState[]) {
    this.#settings = settings;
    this.#context = context;
    this.#isTransactional = settings.guarantee === DeliveryGuarantee.EXACTLY_ONCE;
    this.#prepared = recovered.flatMap(({ prepared }) => prepared);
    context.outside.connect(settings.database);
    this.#statement = settings.database.prepare(settings.query);
    if (this.#isTransactional) {
      this.#rollBackLingering();
      this.#startTransaction(context.restoredCheckpointId ?? 0);
    }
    const { batchIntervalMillis, batchSize } = settings;
    if (batchIntervalMillis > 0 && batchSize !== 1) {
      context.processingTimeService.scheduleWithFixedDelay(batchIntervalMillis, () => this.#flush());
    }
  }

  write(element: T): void {
    const { bind, batchSize } = this.#settings;
    const prepared = new JdbcPreparedStatement(this.#statement.parameters);
    bind(prepared, element);
    const record = this.#context.outside.currentRecord;
    this.#batch.push({ statement: this.#statement, parameters: prepared.values(), record });
    this.#hasRecords = true;
    if (batchSize > 0 && this.#batch.length >= batchSize) this.#flush();
  }

  flush(endOfInput: boolean): void {
    if (!this.#isTransactional || endOfInput) this.#flush();
  }

  prepareCommit(): readonly JdbcCommittable[] {
    if (!this.#isTransactional) return [];
    this.#flush();
    const { database } = this.#settings;
    const transactionId = this.#transactionId;
    if (!this.#hasRecords) {
      database.rollBack(transactionId, this.#context.outside);
      return [];
    }
    database.prepareTransaction(transactionId, this.#context.outside);
    this.#prepared.push(transactionId);
    this.#hasRecords = false;
    return [{ transactionId }];
  }

  snapshotState(checkpointId: number): readonly JdbcWriterState[] {
    if (!this.#isTransactional) return [];
    const { database } = this.#settings;
    const living = new Set(database.recover());
    this.#prepared = this.#prepared.filter((id) => living.has(id));
    this.#startTransaction(checkpointId);
    return [{ prepared: [...this.#prepared] }];
  }

  /** Without transactions what waits is still written. */
  close(): void {
    if (this.#isTransactional) this.#settings.database.rollBackOpen(this.#transactionId, this.#context.outside);
    else this.#flush();
  }

  #startTransaction(checkpointId: number): void {
    const { indexOfThisSubtask, attemptNumber } = this.#context;
    this.#transactionId = `${this.#namesOfSubtask(indexOfThisSubtask)}${checkpointId + 1}-${attemptNumber}`;
    this.#settings.database.start(this.#transactionId);
  }

  /** What earlier attempts left open, or prepared for a checkpoint that did not complete. */
  #rollBackLingering(): void {
    const { database } = this.#settings;
    const { indexOfThisSubtask, numberOfParallelSubtasks, outside } = this.#context;
    const kept = new Set(this.#prepared);
    for (const id of database.recover()) {
      const match = new RegExp(`^${this.#statement.table}-(\\d+)-`).exec(id);
      const isOwn = match !== null && Number(match[1]) % numberOfParallelSubtasks === indexOfThisSubtask;
      if (isOwn && !kept.has(id)) database.rollBack(id, outside);
    }
  }

  #namesOfSubtask(subtask: number): string {
    return `${this.#statement.table}-${subtask}-`;
  }

  /** All of the batch, again from its beginning where something fails. */
  #flush(): void {
    if (this.#batch.length === 0) return;
    const { database, maxRetries } = this.#settings;
    const { outside } = this.#context;
    for (let attempt = 0; ; attempt += 1) {
      try {
        if (this.#isTransactional) database.executeInTransaction(this.#transactionId, this.#batch, outside);
        else database.executeBatch(this.#batch, outside);
        this.#batch = [];
        return;
      } catch (cause) {
        if (attempt >= maxRetries) throw writingFailed(cause);
      }
    }
  }
}

function writingFailed(cause: unknown): EngineError {
  const what = cause instanceof Error ? cause.message : preview(cause);
  return new EngineError({
    code: "JDBC_WRITE_FAILED",
    message: `Writing records to JDBC failed. ${what}`,
    hint: cause instanceof EngineError && cause.hint !== null ? cause.hint : "Look at the cause.",
    flinkClass: "IOException",
    cause,
  });
}
