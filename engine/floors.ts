/**
 * The floors of the engine, as data. A file imports its own area and areas on lower floors, and those only through
 * their doors; areas on one floor do not know each other. `tests/architecture` compares this with the real imports.
 */

export type EngineArea = {
  readonly area: string;
  readonly floor: number;
  /** Areas on lower floors that this one may not import all the same. */
  readonly notAllowed?: readonly string[];
  /** Why the area sits there. */
  readonly purpose: string;
};

export const ENGINE_FLOORS: readonly EngineArea[] = [
  { area: "core", floor: 0, purpose: "words everyone needs: errors, hashes, key groups, chance, containers, limits" },
  { area: "types", floor: 1, purpose: "declared types, identities of keys, copies of values" },
  { area: "trace", floor: 1, purpose: "everyone reports; it knows nobody" },
  { area: "metrics", floor: 1, purpose: "counters, gauges, meters, histograms and their groups" },
  { area: "time", floor: 2, purpose: "clock, watermarks, timers" },
  { area: "state", floor: 3, purpose: "descriptors, handles, backends" },
  { area: "checkpoint", floor: 4, purpose: "barriers, alignment, snapshots, decisions: pure" },
  { area: "operators", floor: 5, purpose: "the operator contract and the built-in operators" },
  { area: "windows", floor: 6, purpose: "assigners, triggers, evictors, the window operator" },
  { area: "async", floor: 6, purpose: "asynchronous I/O: functions, futures, retries, the operator with its queue" },
  { area: "cep", floor: 6, purpose: "patterns, their compilation, the operator that matches them" },
  { area: "connectors", floor: 6, purpose: "source and sink contracts, built-in connectors" },
  { area: "graph", floor: 7, purpose: "transformations, stream graph, job graph; operators are opaque" },
  {
    area: "runtime",
    floor: 8,
    notAllowed: ["windows", "cep"],
    purpose: "tasks, channels, scheduler, job master, failover",
  },
  { area: "api", floor: 8, purpose: "the DataStream surface; executes through an injected executor" },
  { area: "job", floor: 10, purpose: "composition root: the api's executor, implemented by the runtime" },
  { area: "testing", floor: 11, purpose: "harnesses and grading" },
  { area: "worker", floor: 12, purpose: "protocol, host, client, learner code" },
];

/** The only area that may wait: everything below it is synchronous. */
export const ASYNCHRONOUS_AREA = "worker";
