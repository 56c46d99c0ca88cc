/**
 * Neighbours: things of one kind that are not the same. What is true of one member is not taken as said when the answer
 * says it of another. Each member is a list of phrases in base form.
 */
export interface Family {
  readonly id: string;
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export const FAMILIES: readonly Family[] = [
  { id: "snapshot", members: { checkpoint: ["checkpoint", "ckpt"], savepoint: ["savepoint"] } },
  { id: "marker", members: { barrier: ["barrier"], watermark: ["watermark", "wm"] } },
  {
    id: "window",
    members: {
      tumbling: ["tumbling", "tumble"],
      sliding: ["sliding", "hopping", "slide", "hop"],
      session: ["session"],
      global: ["global"],
      cumulate: ["cumulate", "cumulating", "cumulative window"],
    },
  },
  { id: "alignment", members: { unaligned: ["unaligned"], aligned: ["aligned"] } },
  {
    id: "guarantee",
    members: {
      "at-least-once": ["at least once", "alo"],
      "exactly-once": ["exactly once", "eo"],
      "at-most-once": ["at most once"],
    },
  },
  { id: "end", members: { source: ["source"], sink: ["sink"] } },
  { id: "side", members: { upstream: ["upstream"], downstream: ["downstream"] } },
  {
    id: "clock",
    members: {
      "event-time": ["event time"],
      "processing-time": ["processing time", "wall clock"],
      "ingestion-time": ["ingestion time"],
    },
  },
  {
    id: "backend",
    members: {
      heap: ["heap backend", "heap state backend", "hashmap", "hash map", "hashmapstatebackend"],
      rocksdb: ["rocksdb", "rocks db", "embeddedrocksdb"],
      forst: ["forst"],
    },
  },
  {
    id: "process",
    members: {
      jobmanager: ["jobmanager", "job manager", "jm", "jobmaster", "job master", "master"],
      taskmanager: ["taskmanager", "task manager", "tm", "worker"],
    },
  },
  {
    id: "state-kind",
    members: { keyed: ["keyed state"], operator: ["operator state"], broadcast: ["broadcast state"] },
  },
  {
    id: "state-type",
    members: { value: ["value state"], list: ["list state"], map: ["map state"], reducing: ["reducing state"] },
  },
  {
    id: "engine",
    members: {
      flink: ["flink"],
      spark: ["spark", "structured streaming"],
      streams: ["kafka streams"],
      storm: ["storm"],
    },
  },
  {
    id: "deployment",
    members: {
      session: ["session cluster", "session mode"],
      application: ["application cluster", "application mode"],
      "per-job": ["per job mode", "per job"],
    },
  },
  {
    id: "join",
    members: {
      interval: ["interval join"],
      window: ["window join"],
      regular: ["regular join"],
      temporal: ["temporal join"],
      lookup: ["lookup join"],
    },
  },
  {
    id: "runtime-mode",
    members: { batch: ["batch mode", "batch execution"], streaming: ["streaming mode", "streaming execution"] },
  },
  { id: "bound", members: { bounded: ["bounded"], unbounded: ["unbounded"] } },
  { id: "checkpoint-size", members: { full: ["full checkpoint", "full snapshot"], incremental: ["incremental"] } },
  {
    id: "changelog-mode",
    members: { append: ["append only", "append mode"], upsert: ["upsert"], retract: ["retract"] },
  },
];
