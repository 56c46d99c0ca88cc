/**
 * The simulated broker by itself: partitions, isolation levels, transactions with epochs and timeouts, retention, groups.
 */
import { describe, expect, test } from "vitest";
import { SILENT_TRACER } from "../../trace/index";
import { VirtualClock } from "../../time/index";
import { OutsideWorld, SubtaskOutsidePort } from "../../runtime/index";
import { KafkaConsumer } from "./kafka-consumer";
import { KafkaProducer } from "./kafka-producer";
import { KafkaBroker } from "./kafka-broker";
import { murmur2, partitionForKey, TopicPartition } from "./topic-partition";

function broker() {
  const clock = new VirtualClock();
  const outside = new SubtaskOutsidePort(new OutsideWorld(), clock, SILENT_TRACER, 0, 0);
  const kafka = new KafkaBroker().createTopic("t", { partitions: 1 });
  kafka.connect(outside);
  const processingTimeService = {
    currentProcessingTime: () => clock.now(),
    registerTimer: (at: number, callback: (at: number) => void) => clock.schedule(at + 1, () => callback(at)),
    scheduleWithFixedDelay: () => ({ cancel: () => undefined }),
  };
  const producer = (transactionalId: string | null, transactionTimeoutMillis = 1000) => {
    const made = new KafkaProducer({
      kafka,
      transactionTimeoutMillis,
      lingerMillis: 0,
      outside,
      processingTimeService,
    });
    if (transactionalId !== null) {
      made.initTransactions(transactionalId);
      made.beginTransaction();
    }
    return made;
  };
  const commit = ({ transactionalId, producerId, epoch }: KafkaProducer) =>
    kafka.endTransaction(transactionalId, { producerId, epoch }, "committed", outside);
  const values = (isolation: "read_committed" | "read_uncommitted") =>
    kafka.read("t", isolation).map(({ value }) => value);
  return { clock, kafka, producer, commit, values };
}

const refused = (flinkClass: string) => expect.objectContaining({ flinkClass }) as Error;

describe("partitions", () => {
  /** Those of Kafka's `UtilsTest.testMurmur2`. */
  test("keys are hashed as Kafka hashes them", () => {
    const hash = (text: string) => murmur2([...text].map((character) => character.charCodeAt(0)));
    expect(["21", "foobar", "a-little-bit-long-string", "a-little-bit-longer-string", "abc"].map(hash)).toEqual([
      -973932308, -790332482, -985981536, -1486304829, 479470107,
    ]);
    // (-790332482 & 0x7fffffff) % 3 = 1357151166 % 3 = 0
    expect(partitionForKey("foobar", 3)).toBe(0);
  });

  test("a record without key goes to the partitions in turn, one with a partition there", () => {
    const kafka = new KafkaBroker().createTopic("t", { partitions: 2 });
    const places = [{ value: 1 }, { value: 2 }, { value: 3 }, { value: 4, partition: 1 }].map((record) => {
      const { partition, offset } = kafka.send("t", record);
      return [partition, offset];
    });
    expect(places).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
  });

  test("a topic that is not there is refused", () => {
    expect(() => new KafkaBroker().send("t", { value: 1 })).toThrow(refused("UnknownTopicOrPartitionException"));
    expect(() => new KafkaBroker().createTopic("t").createTopic("t")).toThrow(refused("IllegalArgumentException"));
  });
});

describe("transactions", () => {
  test("rule 5.10.a: read_committed waits at the first open transaction, read_uncommitted sees all", () => {
    const { kafka, producer, commit, values } = broker();
    const first = producer("first");
    const second = producer("second");
    first.send("t", { value: "a" });
    second.send("t", { value: "b" });
    kafka.send("t", { value: "c" });
    commit(second);
    expect(values("read_uncommitted")).toEqual(["a", "b", "c"]);
    // The first open record has offset 0: that is the last stable offset, although b is committed and c never was in one.
    expect(values("read_committed")).toEqual([]);
    commit(first);
    expect(values("read_committed")).toEqual(["a", "b", "c"]);
    // a 0, b 1, c 2, the marker of second 3, that of first 4.
    expect(kafka.log(new TopicPartition("t", 0)).endOffset).toBe(5);
    expect(kafka.outsideView().entries.map(({ position, state, visible }) => [position, state, visible])).toEqual([
      [0, "committed", true],
      [1, "committed", true],
      [2, "appended", true],
      [3, "commit marker", false],
      [4, "commit marker", false],
    ]);
  });

  test("aborted records are there, but read_committed passes them", () => {
    const { kafka, producer, values } = broker();
    const writer = producer("w");
    writer.send("t", { value: "a" });
    writer.abortTransaction();
    kafka.send("t", { value: "b" });
    expect(values("read_uncommitted")).toEqual(["a", "b"]);
    expect(values("read_committed")).toEqual(["b"]);
  });

  test("a commit that comes again changes nothing; a commit after an abort is refused", () => {
    const { kafka, producer, commit, values } = broker();
    const writer = producer("w");
    writer.send("t", { value: "a" });
    commit(writer);
    commit(writer);
    expect(values("read_committed")).toEqual(["a"]);
    expect(kafka.log(new TopicPartition("t", 0)).endOffset).toBe(2);
    const other = producer("o");
    other.send("t", { value: "b" });
    other.abortTransaction();
    expect(() => commit(other)).toThrow(refused("InvalidTxnStateException"));
  });

  test("who takes the id anew fences the one before and aborts what it has open", () => {
    const { producer, commit, values } = broker();
    const old = producer("w");
    old.send("t", { value: "a" });
    const young = producer("w");
    // 0 was the old one's; 1 fences it, 2 is the young one's.
    expect([old.epoch, young.epoch]).toEqual([0, 2]);
    expect(() => commit(old)).toThrow(refused("ProducerFencedException"));
    expect(() => old.send("t", { value: "b" })).toThrow(refused("IOException"));
    young.send("t", { value: "c" });
    commit(young);
    expect(values("read_committed")).toEqual(["c"]);
    expect(values("read_uncommitted")).toEqual(["a", "c"]);
  });

  test("a transaction times out that long after its first record", () => {
    const { clock, producer, commit, values } = broker();
    clock.advanceTo(500);
    const writer = producer("w", 1000);
    clock.advanceTo(800);
    writer.send("t", { value: "a" });
    clock.advanceTo(1799);
    expect(writer.epoch).toBe(0);
    clock.advanceTo(1800);
    expect(() => commit(writer)).toThrow(refused("ProducerFencedException"));
    expect(values("read_committed")).toEqual([]);
    expect(values("read_uncommitted")).toEqual(["a"]);
  });

  test("a timeout beyond the broker's maximum is refused when the producer starts", () => {
    const { producer } = broker();
    expect(() => producer("w", 900_001)).toThrow(refused("KafkaException"));
    expect(producer("w", 900_000).epoch).toBe(0);
  });
});

describe("retention", () => {
  test("deletes from the front by time, never what is open", () => {
    const { clock, kafka, producer } = broker();
    kafka.createTopic("short", { retentionMillis: 100 });
    kafka.send("short", { value: 1 });
    clock.advanceTo(60);
    kafka.send("short", { value: 2 });
    clock.advanceTo(100);
    expect(kafka.read("short").map(({ value }) => value)).toEqual([1, 2]);
    clock.advanceTo(101);
    expect(kafka.read("short").map(({ offset, value }) => [offset, value])).toEqual([[1, 2]]);
    producer("w", 10_000).send("short", { value: 3 });
    clock.advanceTo(1000);
    expect(kafka.read("short").map(({ value }) => value)).toEqual([3]);
  });

  test("deletes from the front by size: the characters of keys and values", () => {
    const kafka = new KafkaBroker().createTopic("small", { retentionBytes: 10 });
    for (const value of ["aaaa", "bbbb", "cccc"]) kafka.send("small", { value });
    expect(kafka.read("small").map(({ value }) => value)).toEqual(["bbbb", "cccc"]);
  });
});

describe("a consumer outside", () => {
  test("polls what is new, with its isolation level, and commits its group's offsets", () => {
    const { kafka, producer, commit } = broker();
    kafka.send("t", { value: 1 });
    const reader = kafka.consumer({
      topics: ["t"],
      groupId: "g",
      isolationLevel: "read_committed",
      autoOffsetReset: "earliest",
    });
    expect(reader.poll().map(({ value }) => value)).toEqual([1]);
    const writer = producer("w");
    writer.send("t", { value: 2 });
    expect(reader.poll()).toEqual([]);
    commit(writer);
    expect(reader.poll().map(({ value }) => value)).toEqual([2]);
    reader.commitSync();
    expect([...kafka.groups.committedOffsets("g")]).toEqual([["t-0", 3]]);
    const next = new KafkaConsumer(kafka, { topics: ["t"], groupId: "g" });
    expect(next.poll()).toEqual([]);
  });

  test("with nothing to begin at and no reset is refused", () => {
    const { kafka } = broker();
    const start = () => kafka.consumer({ topics: ["t"], groupId: "new", autoOffsetReset: "none" });
    expect(start).toThrow(refused("NoOffsetForPartitionException"));
  });
});
