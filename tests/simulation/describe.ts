/**
 * A scenario in words: what a person reads when a seed fails.
 */
import { type Continuation, type FaultSpec, isSource, type Node, type Scenario, type SinkSpec } from "./scenario";

export function describeScenario(scenario: Scenario): string {
  const { seed, program, settings, faults, continuation } = scenario;
  return [
    `Seed ${seed}`,
    "Program",
    ...program.nodes.map((node) => `  ${describeNode(node)}`),
    ...program.sinks.map((sink) => `  ${describeSink(sink)}`),
    "Run",
    ...describeSettings(settings).map((line) => `  ${line}`),
    faults.length === 0 ? "No faults" : "Faults",
    ...faults.map((fault) => `  ${describeFault(fault)}`),
    ...(continuation === null ? [] : describeContinuation(continuation)),
  ].join("\n");
}

function describeNode(node: Node): string {
  if (isSource(node)) {
    const splits = new Set(node.records.map(({ split }) => split)).size;
    const idle = node.idleMillis === null ? "" : `, idle after ${node.idleMillis} ms`;
    const open = node.staysOpen ? ", splits stay open" : "";
    const head = `${node.id}: source of ${node.records.length} records in ${splits} splits, parallelism ${node.parallelism}`;
    const lines = node.records
      .slice(0, 40)
      .map((r) => `      ${r.arrivalMillis} ms, split ${r.split}: ${r.key} at ${r.time}, amount ${r.amount}`);
    const more = node.records.length > 40 ? [`      and ${node.records.length - 40} more`] : [];
    return [`${head}, out of order by ${node.outOfOrdernessMillis} ms${idle}${open}`, ...lines, ...more].join("\n");
  }
  const { op, id, inputs, parallelism, chaining, ...rest } = node;
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  const chain = chaining === "usual" ? [] : [chaining];
  return [`${id}: ${op} of ${inputs.join(" and ")}`, `parallelism ${parallelism}`, ...chain, ...details].join(", ");
}

function describeSink({ id, input, parallelism, ...rest }: SinkSpec): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return [`${id}: sink of ${input}`, `parallelism ${parallelism}`, ...details].join(", ");
}

function listed(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}

function describeSettings({ checkpoint, machines, costs, backend, ...rest }: Scenario["settings"]): string[] {
  const work = costs.map(({ operator, subtask, millis }) => {
    return `a record takes ${millis} ms at ${operator}${subtask === undefined ? "" : ` subtask ${subtask}`}`;
  });
  return [
    listed(rest),
    `checkpoints: ${listed(checkpoint)}`,
    `machines: ${listed(machines)}`,
    `state backend: ${listed(backend)}`,
    ...work,
  ];
}

function describeContinuation({ faults, parallelisms, ...rest }: Continuation): string[] {
  const head = `Ended and continued: ${listed(rest)}; parallelisms then: ${listed(parallelisms)}`;
  return [head, ...faults.map((fault) => `  then ${describeFault(fault)}`)];
}

function describeFault(fault: FaultSpec): string {
  const { kind, ...rest } = fault;
  return `${kind}: ${listed(rest)}`;
}
