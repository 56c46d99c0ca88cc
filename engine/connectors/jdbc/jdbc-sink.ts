/**
 * A sink that writes to a table. Answers to flink-connector-jdbc's `JdbcSink`, `JdbcSinkBuilder` and
 * `JdbcExecutionOptions`: at least once, where a statement that upserts makes twice the same as once; or exactly once
 * with XA transactions.
 */
import { EngineError, illegalArgument } from "../../core/index";
import { DeliveryGuarantee } from "../delivery-guarantee";
import type {
  Committer,
  CommitterInitContext,
  Sink,
  SupportsCommitter,
  SupportsWriterState,
  WriterInitContext,
} from "../sink";
import {
  type JdbcCommittable,
  type JdbcStatementBuilder,
  JdbcWriter,
  type JdbcWriterSettings,
  type JdbcWriterState,
} from "./jdbc-writer";
import type { Database } from "./database";
import { databaseOf, type SimulatedDatabase } from "./simulated-database";

const BATCH_SIZE_DEFAULT = 5000;
const MAX_RETRIES_DEFAULT = 3;

/** When batches are written. */
export class JdbcExecutionOptions {
  constructor(
    readonly batchIntervalMillis: number,
    readonly batchSize: number,
    readonly maxRetries: number,
  ) {}

  static builder(): JdbcExecutionOptionsBuilder {
    return new JdbcExecutionOptionsBuilder();
  }

  static defaults(): JdbcExecutionOptions {
    return JdbcExecutionOptions.builder().build();
  }
}

export class JdbcExecutionOptionsBuilder {
  #intervalMillis = 0;
  #size = BATCH_SIZE_DEFAULT;
  #maxRetries = MAX_RETRIES_DEFAULT;

  /** Default 5000; 1 writes each element at once. */
  withBatchSize(size: number): this {
    this.#size = size;
    return this;
  }

  /** How long a batch waits at most; default 0, for ever. */
  withBatchIntervalMs(intervalMillis: number): this {
    this.#intervalMillis = intervalMillis;
    return this;
  }

  /** Default 3. Errors: `IllegalArgumentException` below 0. */
  withMaxRetries(maxRetries: number): this {
    if (maxRetries < 0) throw illegalArgument(`maxRetries has to be 0 or more, not ${maxRetries}.`);
    this.#maxRetries = maxRetries;
    return this;
  }

  build(): JdbcExecutionOptions {
    return new JdbcExecutionOptions(this.#intervalMillis, this.#size, this.#maxRetries);
  }
}

export class JdbcSink<T>
  implements Sink<T>, SupportsWriterState<T, JdbcWriterState>, SupportsCommitter<JdbcCommittable>
{
  readonly #settings: JdbcWriterSettings<T>;

  constructor(settings: JdbcWriterSettings<T>) {
    this.#settings = settings;
  }

  static builder<T>(): JdbcSinkBuilder<T> {
    return new JdbcSinkBuilder<T>();
  }

  createWriter(context: WriterInitContext): JdbcWriter<T> {
    return this.restoreWriter(context, []);
  }

  restoreWriter(context: WriterInitContext, recovered: readonly JdbcWriterState[]): JdbcWriter<T> {
    return new JdbcWriter<T>(this.#settings, context, recovered);
  }

  /** A transaction that the database no longer knows was committed before. */
  createCommitter({ outside }: CommitterInitContext): Committer<JdbcCommittable> {
    const { database } = this.#settings;
    return {
      commit: (requests) => {
        for (const request of requests) {
          if (!database.commitTransaction(request.getCommittable().transactionId, outside))
            request.signalAlreadyCommitted();
        }
      },
    };
  }
}

/** Flink's `JdbcSinkBuilder`. */
export class JdbcSinkBuilder<T> {
  #options = JdbcExecutionOptions.defaults();
  #query: string | null = null;
  #bind: JdbcStatementBuilder<T> | null = null;

  withExecutionOptions(options: JdbcExecutionOptions): this {
    this.#options = options;
    return this;
  }

  withQueryStatement(query: string, statementBuilder: JdbcStatementBuilder<T>): this {
    this.#query = query;
    this.#bind = statementBuilder;
    return this;
  }

  /** Writes to this database; in Flink a URL, a driver and a user stand here. */
  buildAtLeastOnce(database: SimulatedDatabase): JdbcSink<T> {
    return this.#build(databaseOf(database), DeliveryGuarantee.AT_LEAST_ONCE);
  }

  /** Errors: `IllegalArgumentException` where batches are retried: that could double what a transaction holds. */
  buildExactlyOnce(database: SimulatedDatabase): JdbcSink<T> {
    if (this.#options.maxRetries !== 0) {
      throw illegalArgument("JDBC XA sink requires maxRetries equal to 0, otherwise it could cause duplicates.", {
        hint: "withExecutionOptions(JdbcExecutionOptions.builder().withMaxRetries(0).build())",
      });
    }
    return this.#build(databaseOf(database), DeliveryGuarantee.EXACTLY_ONCE);
  }

  #build(database: Database, guarantee: DeliveryGuarantee): JdbcSink<T> {
    if (this.#query === null || this.#bind === null) {
      throw new EngineError({
        code: "NULL_POINTER",
        message: "queryStatement cannot be null",
        flinkClass: "NullPointerException",
        hint: "Call withQueryStatement(sql, (statement, element) => ...).",
      });
    }
    const { batchSize, batchIntervalMillis, maxRetries } = this.#options;
    const batching = { batchSize, batchIntervalMillis, maxRetries };
    return new JdbcSink<T>({ database, query: this.#query, bind: this.#bind, guarantee, ...batching });
  }
}
