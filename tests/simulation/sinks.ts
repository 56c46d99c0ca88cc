/**
 * The sinks of simulated programs, each with what a reader outside sees of it. The world outside outlives every failure of
 * the job.
 */
import {
  CollectingSink,
  type CommitRequest,
  type Committer,
  type CommittingSinkWriter,
  DefaultRollingPolicy,
  FileSink,
  JdbcExecutionOptions,
  JdbcSink,
  KafkaRecordSerializationSchema,
  KafkaSink,
  OnCheckpointRollingPolicy,
  type OperatorSink,
  SimulatedDatabase,
  SimulatedFileSystem,
  SimulatedKafka,
  type Sink,
  type SupportsCommitter,
  type WriterInitContext,
} from "../../engine/index";
import { itemText } from "./oracle";
import type { Item, SinkSpec } from "./scenario";

export type SimulatedSink = {
  readonly sink: Sink<Item> | OperatorSink<Item>;
  /** What a reader who trusts only what is committed sees. */
  readonly visible: () => readonly Item[];
  /** Whether that is a list which only grows, cheap to look at; else it is read as a whole, now and then. */
  readonly isList: boolean;
  /** Whether it is in the order in which it was written. */
  readonly isOrdered: boolean;
};

export function createSink(spec: SinkSpec): SimulatedSink {
  switch (spec.kind) {
    case "collect": {
      const sink = new CollectingSink<Item>({ guarantee: spec.guarantee });
      return { sink, visible: () => sink.values, isList: spec.guarantee === "at-least-once", isOrdered: true };
    }
    case "two-phase": {
      const sink = new TwoPhaseSink(spec.commitsAtSecondTry);
      return { sink, visible: () => sink.committed, isList: true, isOrdered: true };
    }
    case "kafka":
      return createKafkaSink(spec);
    case "table":
      return createTableSink(spec.batchSize);
    case "files":
      return createFileSink(spec.rollsOnCheckpoint);
  }
}

const TOPIC = "results";

function createKafkaSink({ id, guarantee }: SinkSpec): SimulatedSink {
  const kafka = new SimulatedKafka().createTopic(TOPIC, { partitions: 1 });
  const sink = KafkaSink.builder<Item>()
    .setBootstrapServers(kafka)
    .setDeliveryGuarantee(guarantee)
    .setTransactionalIdPrefix(id)
    .setKafkaProducerConfig({ "transaction.timeout.ms": "900000" })
    .setRecordSerializer(
      KafkaRecordSerializationSchema.builder<Item>()
        .setTopic(TOPIC)
        .setValueSerializationSchema((item) => item)
        .build(),
    )
    .build();
  const visible = () => kafka.read(TOPIC, "read_committed").map(({ value }) => value as Item);
  return { sink, visible, isList: false, isOrdered: true };
}

const UPSERT = "INSERT INTO results (text, item) VALUES (?, ?) ON CONFLICT (text) DO UPDATE SET item = EXCLUDED.item";

function createTableSink(batchSize: number): SimulatedSink {
  const database = new SimulatedDatabase().createTable("results", { columns: ["text", "item"], primaryKey: ["text"] });
  const sink = JdbcSink.builder<Item>()
    .withExecutionOptions(JdbcExecutionOptions.builder().withBatchSize(batchSize).build())
    .withQueryStatement(UPSERT, (statement, item) => {
      statement.setString(1, itemText(item));
      statement.setString(2, JSON.stringify(item));
    })
    .buildAtLeastOnce(database);
  const visible = () => database.rows("results").map(({ item }) => JSON.parse(String(item)) as Item);
  return { sink, visible, isList: false, isOrdered: false };
}

function createFileSink(rollsOnCheckpoint: boolean): SimulatedSink {
  const files = new SimulatedFileSystem();
  const sink = FileSink.forRowFormat<Item>(files.path("/results"), {
    encode: (item: Item) => JSON.stringify(item),
  })
    .withRollingPolicy(rollsOnCheckpoint ? OnCheckpointRollingPolicy.build() : DefaultRollingPolicy.builder().build())
    .build();
  const visible = () => files.read().flatMap(({ lines }) => lines.map((line) => JSON.parse(line) as Item));
  return { sink, visible, isList: false, isOrdered: false };
}

/** What a writer hands over at a checkpoint. */
type Transaction = { readonly id: string; readonly items: readonly Item[] };

/**
 * A sink as a user writes it with Flink's Sink V2: its writer collects a transaction for each checkpoint, its committer
 * publishes it, once whatever is asked.
 */
export class TwoPhaseSink implements Sink<Item>, SupportsCommitter<Transaction> {
  readonly committed: Item[] = [];
  readonly #published = new Set<string>();
  readonly #commitsAtSecondTry: boolean;
  /** So that no two writers, of whatever attempt and job, call a transaction by the same name. */
  #writers = 0;

  constructor(commitsAtSecondTry: boolean) {
    this.#commitsAtSecondTry = commitsAtSecondTry;
  }

  createWriter(_context: WriterInitContext): CommittingSinkWriter<Item, Transaction> {
    this.#writers += 1;
    const writer = this.#writers;
    let items: Item[] = [];
    let number = 0;
    return {
      write: (item) => void items.push(item),
      flush: () => undefined,
      prepareCommit: () => {
        if (items.length === 0) return [];
        number += 1;
        const transaction = { id: `${writer}-${number}`, items };
        items = [];
        return [transaction];
      },
    };
  }

  createCommitter(): Committer<Transaction> {
    return { commit: (requests) => requests.forEach((request) => this.#commit(request)) };
  }

  #commit(request: CommitRequest<Transaction>): void {
    const { id, items } = request.getCommittable();
    if (this.#published.has(id)) request.signalAlreadyCommitted();
    else if (this.#commitsAtSecondTry && request.getNumberOfRetries() === 0) request.retryLater();
    else {
      this.#published.add(id);
      this.committed.push(...items);
    }
  }
}
