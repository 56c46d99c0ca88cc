/** The fixed words that study content is sorted by. The order of each list is the order in which pages show it. */

export const LEVELS = ["basic", "intermediate", "advanced", "expert"] as const;
export type Level = (typeof LEVELS)[number];

export const FORMATS = ["choice", "ordering", "matching", "number", "trace", "free-text"] as const;
export type Format = (typeof FORMATS)[number];

export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  choice: "Choice",
  ordering: "Put in order",
  matching: "Match",
  number: "Number",
  trace: "Predict a run",
  "free-text": "In your own words",
};

export const FREQUENCIES = ["very-often", "often", "sometimes", "rarely"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const FREQUENCY_NAMES: Readonly<Record<Frequency, string>> = {
  "very-often": "asked very often",
  often: "asked often",
  sometimes: "asked sometimes",
  rarely: "asked rarely",
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
  { key: "misconceptions", heading: "Common misconceptions", required: true },
  { key: "versionNotes", heading: "Version notes", required: true },
  { key: "askedNext", heading: "An interviewer would ask next", required: false },
] as const;
export type SectionKey = (typeof SECTIONS)[number]["key"];
