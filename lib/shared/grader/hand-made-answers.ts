/**
 * Answers written for tests, with the mark that a fair reader gives (decided before the grader saw them). Their questions
 * are in hand-made-questions.json, frozen, so that a change of the content moves no test.
 */
export interface HandMadeAnswer {
  readonly item: string;
  readonly kind: string;
  readonly mark: number;
  readonly answer: string;
}

type Row = readonly [kind: string, mark: number, answer: string];

const ANSWERS: Readonly<Record<string, readonly Row[]>> = {
  "barrier-at-two-inputs": [
    [
      "strong",
      0.95,
      "Aligned: once the barrier shows up on one input, the operator stops reading that input so that no record behind it leaks into the snapshot. It keeps consuming the other input until its barrier is there too, then snapshots and forwards. In at-least-once mode it doesn't stop reading, so records behind the early barrier end up in the state and are counted twice after recovery. Unaligned: on the first barrier it takes the snapshot right away, the barrier jumps ahead of queued buffers and those buffers are stored in the checkpoint as channel state. After restoring, these buffered records are handled first. Both modes give exactly-once since each is a consistent cut.",
    ],
    [
      "partial",
      0.4,
      "It pauses the channel on which the barrier came first and carries on with the other one until the barrier arrives there as well. Then it takes its snapshot and sends the barrier on.",
    ],
    [
      "confidently-wrong",
      0.05,
      "The operator stops all inputs until both barriers have arrived. Unaligned checkpoints just skip this, which is why they only give at-least-once. Barriers never overtake records.",
    ],
    [
      "negated",
      0.0,
      "In an aligned checkpoint the channel whose barrier came first is not blocked, and records behind the barrier do get into the snapshot.",
    ],
    [
      "stuffed",
      0.0,
      "Barrier, alignment, channel, block, buffer, snapshot, channel state, in-flight, unaligned, exactly-once, at-least-once, overtake, consistent cut, restore.",
    ],
    [
      "echoed",
      0.0,
      "A checkpoint barrier reaches an operator with two input channels. What it does there depends on aligned, unaligned and at-least-once mode.",
    ],
    [
      "typos",
      0.4,
      "it pauses the chanel on wich the barier came first and goes on procesing the other one untill the barrier arives there too, then it snapshots",
    ],
    [
      "list",
      0.7,
      "- aligned: block the input whose barrier is in, keep processing the other input\n- at-least-once: no blocking, so some records get counted twice after the restart\n- unaligned: snapshot at the first barrier, in-flight buffers are written into the checkpoint\n- both are exactly-once",
    ],
  ],
  "jobmanager-and-taskmanager": [
    [
      "strong",
      0.9,
      "The JM process is made up of the Dispatcher, which takes jobs, the ResourceManager, which hands out slots, and a JobMaster per job. The JobMaster holds the execution graph, deploys the tasks into slots, triggers checkpoints and handles failover. TMs are JVM worker processes: they execute the subtasks as threads in slots, and have network buffers and managed memory. Data goes straight from TM to TM over the network, never via the JobManager. Keyed state sits on the workers, locally; the JM just knows the metadata of checkpoints. They exchange heartbeats, and when a worker is lost the job restarts from the latest checkpoint. With HA through ZooKeeper or Kubernetes a standby is elected leader.",
    ],
    [
      "good",
      0.6,
      "The JobManager coordinates: it schedules the tasks, triggers checkpoints and reacts to failures. TaskManagers run the actual subtasks in their slots. Records travel directly between the TaskManagers and the state is kept locally on each TaskManager.",
    ],
    [
      "short-but-right",
      0.6,
      "JM schedules, checkpoints and recovers; TMs run the tasks in slots. Data flows TM to TM, not through the JM. State is local on the TMs.",
    ],
    [
      "confidently-wrong",
      0.1,
      "The JobManager receives the records from the source and distributes them to the TaskManagers. State is stored centrally on the JobManager so that it survives when a TaskManager dies.",
    ],
    [
      "swapped",
      0.1,
      "The TaskManager schedules the tasks and coordinates the checkpoints. The JobManager runs the subtasks as threads in its slots.",
    ],
    [
      "stuffed",
      0.0,
      "Flink is highly scalable and robust. Key concepts include Dispatcher, ResourceManager, JobMaster, TaskManager, slots, threads, network buffers, managed memory, heartbeats, checkpoints, high availability, ZooKeeper, leader election. All of this makes it powerful.",
    ],
    ["no-idea", 0.0, "I don't know, sorry."],
    [
      "weak",
      0.1,
      "The JobManager is the master and the TaskManagers are the workers. It is a distributed architecture which scales very well.",
    ],
  ],
  "savepoint-and-checkpoint-compared": [
    [
      "strong",
      0.9,
      "Checkpoints are taken automatically at an interval by Flink, which also owns them; they exist for failure recovery. Savepoints I trigger by hand, and I own them, for example for upgrades or migrations. By default a checkpoint is removed on cancel, unless you configure retention; a savepoint stays until I delete it myself. Checkpoints are in the backend's native format and can be incremental, a savepoint is by default in the canonical format, so only with it can you switch to another state backend. You can rescale from both of them. Stop-with-savepoint ends the job cleanly, with side effects committed.",
    ],
    [
      "good",
      0.55,
      "A checkpoint is for recovery after a crash and Flink makes it periodically and manages it. A savepoint is a manual snapshot for planned things like a version upgrade. Checkpoints go away when the job is cancelled unless retained.",
    ],
    [
      "swapped",
      0.05,
      "Savepoints are triggered periodically by Flink and used to recover from failures. Checkpoints are created manually by the user for upgrades and migrations.",
    ],
    [
      "confidently-wrong",
      0.4,
      "Flink creates checkpoints periodically for failure recovery, and users trigger savepoints manually for upgrades. Changing the parallelism always needs a savepoint, a checkpoint cannot do that.",
    ],
    ["partial", 0.2, "Checkpoints are automatic and for recovery."],
    [
      "echoed",
      0.0,
      "Checkpoints and savepoints differ in trigger, owner, format, deletion, and in what may change when you restore from them.",
    ],
    [
      "typos",
      0.5,
      "chekpoints are triggerd periodicaly by flink for failure recovry. savepionts are manualy triggered by the user, for upgrads or migration.",
    ],
  ],
  "backends-of-today": [
    [
      "strong",
      0.9,
      "There are three: the HashMap backend with objects on the heap, which is the default; the embedded RocksDB backend that keeps serialized entries on local disk and in native memory; and, since 2.0 and experimental, ForSt, whose files live on remote storage with a local cache. Where checkpoints go is an independent setting, the checkpoint storage: on the JobManager for tests, on a file system or S3 for production. The old MemoryStateBackend and FsStateBackend classes are gone.",
    ],
    ["partial", 0.35, "HashMap keeps state as objects on the heap. RocksDB stores it serialized on local disk."],
    [
      "confidently-wrong",
      0.1,
      "Memory, filesystem and RocksDB are right. The filesystem backend keeps its working state on HDFS or S3, so it can be larger than memory.",
    ],
    [
      "swapped",
      0.0,
      "The HashMap backend keeps serialized entries on local disk, whereas RocksDB keeps Java objects on the heap and is the default.",
    ],
    [
      "short-but-right",
      0.6,
      "HashMap: on heap. RocksDB: local disk. ForSt: remote storage, e.g. S3. Checkpoint storage is a separate setting.",
    ],
    ["nonsense", 0.0, "asdf qwer zxcv lkjh poiu mnbv ghjk tyui"],
  ],
  "life-of-a-watermark": [
    [
      "strong",
      0.85,
      "A watermark with time t says: from here on we don't expect any events with a timestamp of t or earlier. It's only an assumption, so late events can still come. Sources generate them, ideally per partition. With bounded out-of-orderness it's the highest timestamp so far minus the bound minus one millisecond, and for ascending timestamps the bound is simply zero. Operators with several inputs go by the smallest watermark of their inputs. A window fires when the watermark gets to its end minus 1 ms. With allowed lateness the window is kept and fires again for late records, and beyond that they are dropped when the window has been purged, unless a side output collects them.",
    ],
    [
      "good",
      0.4,
      "Watermarks are emitted by the source. They tell the operators that no older records are expected. An operator with several inputs uses the minimum of them. When the watermark passes the end of a window, the window fires.",
    ],
    [
      "confidently-wrong",
      0.1,
      "A watermark guarantees that all earlier events have arrived. An operator takes the maximum of the watermarks of its inputs.",
    ],
    [
      "wrong-number",
      0.15,
      "forBoundedOutOfOrderness emits the largest timestamp seen plus the bound. An event-time window fires when the watermark reaches its end plus 10 seconds. Operators use the minimum of the watermarks of their inputs.",
    ],
    [
      "weak",
      0.0,
      "Watermarks are a very important and powerful mechanism in Flink to deal with event time in an elegant and robust way.",
    ],
    ["no-idea", 0.0, "Not sure, I have never used watermarks."],
  ],
  "backpressure-and-its-cause": [
    [
      "strong",
      0.9,
      "If a downstream task can't keep up it stops granting credits, the sender's buffers fill up and the sender blocks. That goes on upstream until the sources slow down. In the UI I look at the busy and backpressured percentages per subtask and follow the graph: the culprit is the first task that is busy after the backpressured ones.",
    ],
    [
      "partial",
      0.3,
      "A slow operator makes the operators before it wait, and this goes back until the source reads more slowly.",
    ],
    ["confidently-wrong", 0.05, "The operator shown as backpressured is the slow one, so I raise its parallelism."],
    [
      "negated",
      0.2,
      "Backpressure does not spread upstream; the sources never slow down. Slow consumers grant no credits, so buffers fill and the producer blocks.",
    ],
    [
      "short-but-right",
      0.7,
      "Receiver out of buffers gives no credits, sender blocks, it spreads upstream to the source. Culprit: first busy task behind the backpressured ones.",
    ],
    [
      "stuffed",
      0.0,
      "Backpressure credits buffers upstream source busy backpressured idle downstream bottleneck UI metrics flame graph throughput",
    ],
  ],
  "four-window-kinds": [
    [
      "strong",
      0.95,
      "Tumbling: fixed length, every event in exactly one window, no overlap. Sliding: a size and a slide; every event lands in size divided by slide windows, so state multiplies. Session: each event opens a window of one gap, and windows that overlap get merged. Global: one endless window per key; it never fires unless you give it a trigger. Count windows are built as global windows with a count trigger.",
    ],
    [
      "partial",
      0.3,
      "Session windows close after a gap of inactivity. Tumbling windows have a fixed size and don't overlap.",
    ],
    [
      "confidently-wrong",
      0.2,
      "Tumbling windows overlap and sliding windows don't. There is one global window for the whole stream. Sessions end after a gap of inactivity.",
    ],
    [
      "list",
      0.8,
      "1. Tumbling - fixed size, non-overlapping\n2. Sliding - size plus slide, each element in size/slide windows\n3. Session - gap of inactivity, merges\n4. Global - needs own trigger",
    ],
    ["echoed", 0.0, "There are four kinds of windows, and each of them costs something."],
  ],
  "enrich-from-a-service": [
    [
      "strong",
      0.9,
      "With AsyncDataStream you run an AsyncFunction that keeps several requests open at the same time per subtask. The capacity limits how many are outstanding; when it's full, backpressure sets in. orderedWait gives results in input order and holds back faster ones, unorderedWait emits them as they complete but not across watermarks. On a timeout the job fails unless you override timeout(). Pending records are part of the checkpoint, and are sent again after a failure, so the service sees at-least-once calls. The client has to be asynchronous, or you give it a thread pool. Instead you could cache or use a lookup join.",
    ],
    [
      "partial",
      0.35,
      "Async I/O lets a subtask have many concurrent requests. You choose ordered or unordered results: ordered keeps the order of the input, unordered emits as responses arrive.",
    ],
    [
      "confidently-wrong",
      0.05,
      "Async I/O makes the external call exactly-once because Flink checkpoints it. The capacity is the size of the thread pool.",
    ],
    ["weak", 0.05, "You should call the service in a smart, non-trivial and efficient way, with good error handling."],
  ],
  "in-flight-after-a-failure": [
    [
      "strong",
      0.9,
      "The affected region is cancelled and restarted from the last checkpoint that completed. Sources rewind to the offsets in it and replay everything after. In-flight data is thrown away with aligned checkpoints, since it's replayed anyway; with unaligned ones the buffers stored in the checkpoint are restored. An at-least-once sink then writes some results a second time. Time to recover is noticing the failure, rescheduling, downloading the state, and catching up with the backlog. Checkpointing more frequently means less to reprocess.",
    ],
    [
      "good",
      0.5,
      "Flink restarts the job from the latest checkpoint. The sources go back to the stored offsets and read the records again. If the sink is not transactional you will see duplicates in the output.",
    ],
    [
      "confidently-wrong",
      0.1,
      "The records in flight are lost, since they are only in memory. The job continues from where the task failed.",
    ],
    ["negated", 0.0, "The job is not restarted from a checkpoint and records are not read again from the source."],
  ],
  "where-flink-wins": [
    [
      "strong",
      0.85,
      "When event time matters: in Flink watermarks flow through all operators and I have timers per key, whereas Kafka Streams only knows stream time per task and a grace period. When latency matters: Spark runs micro-batches by default, Flink handles each event as it comes. When state gets huge: terabytes in RocksDB with incremental checkpoints to S3. And when the results go to files, Iceberg or JDBC with exactly-once.",
    ],
    ["partial", 0.2, "Flink processes record by record while Spark collects small batches."],
    [
      "confidently-wrong",
      0.15,
      "Only Flink has exactly-once. Spark processes record by record, while Flink plans small batches.",
    ],
    [
      "stuffed",
      0.0,
      "Flink is the best, most powerful, extremely fast, amazingly scalable and truly modern engine, with great state, great time and great sinks.",
    ],
  ],
};

export const HAND_MADE_ANSWERS: readonly HandMadeAnswer[] = Object.entries(ANSWERS).flatMap(([item, rows]) =>
  rows.map(([kind, mark, answer]) => ({ item, kind, mark, answer })),
);
