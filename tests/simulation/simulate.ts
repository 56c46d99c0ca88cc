/**
 * Simulates one scenario: first without faults, which tells how many steps there are, then with its faults, and in two
 * jobs where it is ended and goes on, watched by all checks. Throws an `InvariantViolation` when something is wrong.
 */
import { EngineError } from "../../engine/index";
import type { RunCheck } from "./checks/check";
import { BackPressureCheck } from "./checks/back-pressure";
import { ConsistentCutCheck } from "./checks/consistent-cut";
import { OutsideCheck } from "./checks/outside";
import type { Positions } from "./checks/positions";
import { RestoredStateCheck } from "./checks/restored-state";
import { evaluate, type OracleStreams } from "./oracle";
import { placeFaults } from "./place-faults";
import { type JobRun, runJob, type Sinks } from "./run-job";
import { type Continuation, nodeIdOf, type Program, type Scenario, withParallelisms } from "./scenario";
import { createSink, type SimulatedSink } from "./sinks";
import { type Traits, traitsOfProgram } from "./traits";
import { InvariantViolation } from "./violation";

export type SimulationOptions = {
  /** Runs the faulty run again, traced both times, and compares: byte for byte. */
  readonly checksDeterminism: boolean;
};

export type SimulationReport = {
  readonly stepsWithoutFaults: number;
  readonly steps: number;
  readonly restarts: number;
  readonly checkpoints: number;
  /** Whether a second job went on from what the first one had left. */
  readonly isContinued: boolean;
};

/** The first run may take this many steps. */
const STEPS_MAX = 400_000;

export function simulate(scenario: Scenario, options: SimulationOptions): SimulationReport {
  const streams = evaluate(scenario.program);
  const straight = { ...scenario, faults: [], continuation: null };
  const [without] = runAll(straight, { streams, steps: 0, traced: false, watched: true });
  const steps = without?.steps ?? 0;
  const runs = runAll(scenario, { streams, steps, traced: options.checksDeterminism, watched: true });
  if (options.checksDeterminism) {
    compareTraces(runs, runAll(scenario, { streams, steps, traced: true, watched: false }));
  }
  return {
    stepsWithoutFaults: steps,
    steps: runs.reduce((sum, run) => sum + run.steps, 0),
    restarts: runs.reduce((sum, run) => sum + run.restores.length, 0),
    checkpoints: runs.reduce((sum, run) => sum + run.checkpoints, 0),
    isContinued: runs.length > 1,
  };
}

type Mode = {
  readonly streams: OracleStreams;
  /** Of the run without faults; 0 for that run itself. */
  readonly steps: number;
  readonly traced: boolean;
  readonly watched: boolean;
};

/** One job, or two. */
function runAll(scenario: Scenario, { streams, steps, traced, watched }: Mode): JobRun[] {
  const { program, faults, continuation } = scenario;
  const sinks: Sinks = new Map(program.sinks.map((spec) => [spec.id, createSink(spec)] as const));
  const outside = watched ? outsideChecks(scenario, streams, sinks) : [];
  const stepsMax = steps === 0 ? STEPS_MAX : (steps + 2_000) * 4 * (2 + faults.length);
  const common = { sinks, stepsMax, traced };
  const checksOf = (ofPart: Program) => (plan: Parameters<typeof stateChecks>[2]) =>
    watched ? [...outside, ...stateChecks(scenario, ofPart, plan)] : [];
  const end = continuation === null ? null : { ...continuation, afterStep: at(continuation, steps) };
  const first = runJob(scenario, {
    ...common,
    program,
    faults: placeFaults(faults, steps),
    checks: checksOf(program),
    end,
    start: null,
  });
  const runs = [first];
  if (continuation !== null && first.left !== null) {
    const { left } = first;
    const placed = placeFaults(continuation.faults, steps);
    runs.push(
      continued(program, continuation, (changed) =>
        runJob(scenario, {
          ...common,
          program: changed,
          faults: placed,
          checks: checksOf(changed),
          end: null,
          start: left,
        }),
      ),
    );
  }
  const restores: Positions[] = runs.flatMap((run) => run.restores);
  for (const check of outside) check.atEnd(restores);
  return runs;
}

/** Why Flink refuses another parallelism: some subtasks had finished, or records were in flight between certain two. */
const REFUSALS = [
  "Illegal JobGraph modification",
  "Can not restore vertex",
  "Cannot rescale the given pointwise partitioner",
];

/** Goes on with the other parallelisms; where Flink refuses them, with those of before. */
function continued(program: Program, { parallelisms }: Continuation, run: (changed: Program) => JobRun): JobRun {
  try {
    return run(withParallelisms(program, parallelisms));
  } catch (thrown) {
    if (!(thrown instanceof EngineError) || !REFUSALS.some((start) => thrown.message.startsWith(start))) throw thrown;
    return run(program);
  }
}

function at({ atPermille }: Continuation, steps: number): number {
  return Math.floor((atPermille * steps) / 1_000);
}

function outsideChecks(scenario: Scenario, streams: OracleStreams, sinks: Sinks): OutsideCheck[] {
  const { program, continuation, settings, faults } = scenario;
  const isExact = settings.checkpoint.mode === "EXACTLY_ONCE";
  const programs = [program, withParallelisms(program, continuation?.parallelisms ?? {})];
  const ordered = programs.map((each) => traitsOfProgram(each));
  return program.sinks.map((spec) => {
    const keepsOrder = programs.every((each, part) => keepsOrderUpTo(each, spec.id, ordered[part] as TraitsById));
    const traits = { ...((ordered[0] as TraitsById).get(nodeIdOf(spec.input)) as Traits), ordered: keepsOrder };
    return new OutsideCheck({
      spec,
      sink: sinks.get(spec.id) as SimulatedSink,
      expected: streams.get(spec.input) ?? [],
      traits,
      isExact,
      isUnaligned: settings.checkpoint.unaligned,
      mayLose: [...faults, ...(continuation?.faults ?? [])].some((fault) => {
        return fault.kind === "expire-transaction" && fault.operator === spec.id;
      }),
    });
  });
}

type TraitsById = ReadonlyMap<string, Traits>;

/** Whether the records of a key reach the sink in their order: by one channel. */
function keepsOrderUpTo(program: Program, sinkId: string, traits: TraitsById): boolean {
  const sink = program.sinks.find(({ id }) => id === sinkId);
  const node = program.nodes.find(({ id }) => id === nodeIdOf(sink?.input ?? ""));
  return traits.get(node?.id ?? "")?.ordered === true && sink?.parallelism === node?.parallelism;
}

function stateChecks(
  { settings }: Scenario,
  program: Program,
  plan: ConstructorParameters<typeof RestoredStateCheck>[0],
) {
  const isExact = settings.checkpoint.mode === "EXACTLY_ONCE";
  const checks: readonly RunCheck[] = [
    new RestoredStateCheck(plan),
    new ConsistentCutCheck(program, plan, { isExact }),
    new BackPressureCheck(),
  ];
  return checks;
}

function compareTraces(first: readonly JobRun[], second: readonly JobRun[]): void {
  const texts = [first, second].map((runs) => runs.map(({ trace }) => trace).join("\n"));
  if (texts[0] === texts[1]) return;
  const [a = [], b = []] = texts.map((text) => text.split("\n"));
  const line = a.findIndex((text, index) => text !== b[index]);
  throw new InvariantViolation("the same seed gives the same trace", `line ${line}: ${a[line]} / ${b[line]}`);
}
