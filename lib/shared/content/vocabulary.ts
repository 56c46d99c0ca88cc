/** The fixed words that study content is sorted by. The order of each list is the order in which pages show it. */

export const LEVELS = ["basic", "intermediate", "advanced", "expert"] as const;
export type Level = (typeof LEVELS)[number];

export const FORMATS = ["choice", "ordering", "matching", "number", "trace", "debug", "free-text", "design"] as const;
export type Format = (typeof FORMATS)[number];

export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  choice: "Choice",
  ordering: "Put in order",
  matching: "Match",
  number: "Number",
  trace: "Predict a run",
  debug: "Find the wrong line",
  "free-text": "In your own words",
  design: "Design",
};

export const FREQUENCIES = ["very-often", "often", "sometimes", "rarely"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const FREQUENCY_NAMES: Readonly<Record<Frequency, string>> = {
  "very-often": "asked very often",
  often: "asked often",
  sometimes: "asked sometimes",
  rarely: "asked rarely",
};

/** Interview levels as the large companies count them: who is expected to answer the question. */
export const INTERVIEW_LEVELS = ["L4", "L5", "L6"] as const;
export type InterviewLevel = (typeof INTERVIEW_LEVELS)[number];

/** The seven primitives that the rest of Flink is made of. */
export const PRIMITIVES = ["dataflow", "parallelism", "time", "windows", "state", "snapshots", "tables"] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export const PRIMITIVE_NAMES: Readonly<Record<Primitive, string>> = {
  dataflow: "Streams and operators",
  parallelism: "Parallelism and chaining",
  time: "Event time and watermarks",
  windows: "Windows and triggers",
  state: "State",
  snapshots: "Checkpoints and exactly-once",
  tables: "Tables and changelogs",
};

/** The five shapes that most coding and design questions take. */
export const PROBLEM_SHAPES = ["deduplicate", "sessionize", "top-n", "changing-dimension", "partition"] as const;
export type ProblemShape = (typeof PROBLEM_SHAPES)[number];

export const PROBLEM_SHAPE_NAMES: Readonly<Record<ProblemShape, string>> = {
  deduplicate: "Deduplicate",
  sessionize: "Sessionize",
  "top-n": "Top N per group",
  "changing-dimension": "Changing dimension",
  partition: "Who processes which key",
};

export const TOPICS = [
  "architecture",
  "datastream-api",
  "time-watermarks",
  "windows",
  "state",
  "state-backends",
  "checkpoints-savepoints",
  "exactly-once",
  "parallelism-slots",
  "backpressure-tuning",
  "table-sql",
  "cdc",
  "cep",
  "async-io",
  "connectors-kafka",
  "connectors-other",
  "schema-evolution",
  "deployment",
  "operations-debugging",
  "security",
  "testing",
  "coding",
  "system-design",
  "comparisons",
  "ecosystem-experience",
] as const;
export type Topic = (typeof TOPICS)[number];

export const TOPIC_NAMES: Readonly<Record<Topic, string>> = {
  architecture: "Architecture",
  "datastream-api": "DataStream API",
  "time-watermarks": "Time and watermarks",
  windows: "Windows",
  state: "State",
  "state-backends": "State backends",
  "checkpoints-savepoints": "Checkpoints and savepoints",
  "exactly-once": "Exactly-once",
  "parallelism-slots": "Parallelism and slots",
  "backpressure-tuning": "Backpressure and tuning",
  "table-sql": "Table API and SQL",
  cdc: "Change data capture",
  cep: "Complex event processing",
  "async-io": "Async I/O",
  "connectors-kafka": "Kafka connector",
  "connectors-other": "Other connectors",
  "schema-evolution": "Schema evolution",
  deployment: "Deployment",
  "operations-debugging": "Operations and debugging",
  security: "Security",
  testing: "Testing",
  coding: "Coding",
  "system-design": "System design",
  comparisons: "Flink compared",
  "ecosystem-experience": "Ecosystem and experience",
};

/** The headings of an item's body, in the order in which they must stand. */
export const SECTIONS = [
  { key: "modelAnswer", heading: "Model answer", required: true },
  { key: "whyOthersAreWrong", heading: "Why the others are wrong", required: false },
  { key: "misconceptions", heading: "Common misconceptions", required: false },
  { key: "versionNotes", heading: "Version notes", required: true },
  { key: "askedNext", heading: "An interviewer would ask next", required: false },
] as const;
export type SectionKey = (typeof SECTIONS)[number]["key"];
