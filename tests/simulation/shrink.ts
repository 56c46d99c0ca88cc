/**
 * Makes a failing scenario smaller as long as the same invariant is violated: fewer faults, sinks, operators, records,
 * then simpler settings. What is left is what a person has to read.
 */
import {
  type Continuation,
  isSource,
  type Node,
  nodeIdOf,
  type Program,
  type Scenario,
  type Settings,
  sideOf,
} from "./scenario";

/** The name of the invariant that the scenario violates, or null. */
export type Verdict = (scenario: Scenario) => string | null;

/** The smallest scenario found within `runsMax` tries. */
export function shrink(scenario: Scenario, verdict: Verdict, runsMax: number): Scenario {
  const wanted = verdict(scenario);
  let best = scenario;
  let runs = 1;
  for (;;) {
    let found: Scenario | null = null;
    for (const candidate of candidates(best)) {
      if (runs >= runsMax) return best;
      runs += 1;
      if (verdict(candidate) !== wanted) continue;
      found = candidate;
      break;
    }
    if (found === null) return best;
    best = found;
  }
}

/** Smaller scenarios, the boldest first. */
function* candidates(scenario: Scenario): Generator<Scenario> {
  const { continuation } = scenario;
  if (continuation !== null) {
    yield { ...scenario, continuation: null };
    for (const simpler of simplerContinuations(continuation)) yield { ...scenario, continuation: simpler };
  }
  for (let index = 0; index < scenario.faults.length; index += 1) {
    yield { ...scenario, faults: scenario.faults.toSpliced(index, 1) };
  }
  for (const program of smallerPrograms(scenario.program))
    yield { ...scenario, program, settings: fitting(scenario.settings, program) };
  for (const settings of simplerSettings(scenario.settings)) yield { ...scenario, settings };
}

function* smallerPrograms(program: Program): Generator<Program> {
  if (program.sinks.length > 1) {
    for (let index = 0; index < program.sinks.length; index += 1) {
      yield pruned({ ...program, sinks: program.sinks.toSpliced(index, 1) });
    }
  }
  for (const node of program.nodes) if (!isSource(node)) yield pruned(bypass(program, node));
  for (const node of program.nodes) yield* fewerRecords(program, node);
  for (const node of program.nodes) {
    if (node.parallelism > 1) yield replaced(program, { ...node, parallelism: node.parallelism - 1 });
    if (node.chaining !== "usual") yield replaced(program, { ...node, chaining: "usual" });
    if ("exchange" in node && node.exchange !== "usual") yield replaced(program, { ...node, exchange: "usual" });
    if (isSource(node) && node.idleMillis !== null) yield replaced(program, { ...node, idleMillis: null });
  }
  for (const sink of program.sinks) {
    if (sink.parallelism === 1) continue;
    yield { ...program, sinks: program.sinks.map((other) => (other === sink ? { ...sink, parallelism: 1 } : other)) };
  }
}

function* simplerContinuations(continuation: Continuation): Generator<Continuation> {
  const { faults, parallelisms } = continuation;
  for (let index = 0; index < faults.length; index += 1) {
    yield { ...continuation, faults: faults.toSpliced(index, 1) };
  }
  for (const id of Object.keys(parallelisms)) {
    const others = Object.fromEntries(Object.entries(parallelisms).filter(([other]) => other !== id));
    yield { ...continuation, parallelisms: others };
  }
}

/** Without the costs of operators that are no more. */
function fitting(settings: Settings, program: Program): Settings {
  const parallelisms = new Map([...program.nodes, ...program.sinks].map(({ id, parallelism }) => [id, parallelism]));
  const costs = settings.costs.filter(({ operator, subtask }) => (subtask ?? 0) < (parallelisms.get(operator) ?? 0));
  return { ...settings, costs };
}

/** Whoever read the node reads its first input instead. */
function bypass(program: Program, node: Node): Program {
  const instead = node.inputs[0] as string;
  const rename = (input: string) => (input === node.id || input === sideOf(node.id) ? instead : input);
  return {
    nodes: program.nodes
      .filter((other) => other !== node)
      .map((other) => ({ ...other, inputs: other.inputs.map(rename) })),
    sinks: program.sinks.map((sink) => ({ ...sink, input: rename(sink.input) })),
  };
}

/** Without nodes that no sink needs. */
function pruned(program: Program): Program {
  const needed = new Set(program.sinks.map(({ input }) => nodeIdOf(input)));
  for (const node of program.nodes.toReversed()) {
    if (needed.has(node.id)) for (const input of node.inputs) needed.add(nodeIdOf(input));
  }
  return { ...program, nodes: program.nodes.filter(({ id }) => needed.has(id)) };
}

/** Halves, then single records, are left out; farewells stay as long as sources go idle. */
function* fewerRecords(program: Program, node: Node): Generator<Program> {
  if (!isSource(node)) return;
  const { records } = node;
  for (let size = Math.ceil(records.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < records.length; from += size) {
      const kept = records.filter(({ farewell }, index) => farewell === true || index < from || index >= from + size);
      if (kept.length > 0 && kept.length < records.length) yield replaced(program, { ...node, records: kept });
    }
  }
}

function replaced(program: Program, node: Node): Program {
  return { ...program, nodes: program.nodes.map((other) => (other.id === node.id ? node : other)) };
}

function* simplerSettings(settings: Settings): Generator<Settings> {
  for (let index = 0; index < settings.costs.length; index += 1) {
    yield { ...settings, costs: settings.costs.toSpliced(index, 1) };
  }
  const { checkpoint } = settings;
  if (checkpoint.unaligned)
    yield { ...settings, checkpoint: { ...checkpoint, unaligned: false, alignedTimeoutMillis: 0 } };
  if (checkpoint.maxConcurrent > 1) yield { ...settings, checkpoint: { ...checkpoint, maxConcurrent: 1 } };
  if (checkpoint.minPauseMillis > 0) yield { ...settings, checkpoint: { ...checkpoint, minPauseMillis: 0 } };
  const withoutCosts = { ...checkpoint, syncMillis: 0, bytesPerMilli: null, acknowledgementMillis: 0 };
  if (JSON.stringify(withoutCosts) !== JSON.stringify(checkpoint)) yield { ...settings, checkpoint: withoutCosts };
  const heap = { type: "hashmap", incremental: false, changelog: false, writeBufferBytes: 65_536 } as const;
  if (JSON.stringify(settings.backend) !== JSON.stringify(heap)) yield { ...settings, backend: heap };
  if (settings.engineSeed !== 0) yield { ...settings, engineSeed: 0 };
  if (settings.objectReuse) yield { ...settings, objectReuse: false };
  if (!settings.chaining) yield { ...settings, chaining: true };
  if (settings.channelCapacity !== 32) yield { ...settings, channelCapacity: 32 };
  if (settings.maxParallelism !== 128) yield { ...settings, maxParallelism: 128 };
  if (settings.slotsPerTaskManager !== 4) yield { ...settings, slotsPerTaskManager: 4 };
}
