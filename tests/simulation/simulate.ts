/**
 * Simulates one scenario: first without faults, which tells how many steps there are, then with its faults, watched by
 * all checks. Throws an `InvariantViolation` when something is wrong.
 */
import type { Fault, FaultPlan } from "../../engine/index";
import { BackPressureCheck } from "./checks/back-pressure";
import type { RunCheck } from "./checks/check";
import { ConsistentCutCheck } from "./checks/consistent-cut";
import { OutsideCheck } from "./checks/outside";
import { RestoredStateCheck } from "./checks/restored-state";
import { evaluate, type OracleStreams } from "./oracle";
import { type JobRun, type JobRunOptions, runJob } from "./run-job";
import { type FaultSpec, nodeIdOf, type Scenario } from "./scenario";
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
};

/** The first run may take this many steps. */
const STEPS_MAX = 400_000;

export function simulate(scenario: Scenario, options: SimulationOptions): SimulationReport {
  const streams = evaluate(scenario.program);
  const straight = watchedRun(scenario, streams, { faults: [], stepsMax: STEPS_MAX, traced: false });
  const plan = scenario.faults.map((fault) => placed(fault, straight.steps));
  const stepsMax = (straight.steps + 2_000) * 4 * (2 + plan.length);
  const watched = watchedRun(scenario, streams, { faults: plan, stepsMax, traced: options.checksDeterminism });
  if (options.checksDeterminism) compareWithSecondRun(scenario, plan, stepsMax, watched);
  return {
    stepsWithoutFaults: straight.steps,
    steps: watched.steps,
    restarts: watched.restores.length,
    checkpoints: watched.checkpoints,
  };
}

/** A fault at its step of a run that takes `steps` without faults. */
function placed(fault: FaultSpec, steps: number): Fault {
  switch (fault.kind) {
    case "kill-task-manager": {
      const afterStep = Math.floor((fault.atPermille * steps) / 1_000);
      return { kind: "kill-task-manager", afterStep, taskManager: fault.taskManager };
    }
    case "throw-in-operator":
      return fault;
  }
}

function watchedRun(
  scenario: Scenario,
  streams: OracleStreams,
  options: Pick<JobRunOptions, "faults" | "stepsMax" | "traced">,
): JobRun {
  const { program, settings } = scenario;
  const isExact = settings.checkpoint.mode === "EXACTLY_ONCE";
  const traits = traitsOfProgram(program);
  let outside: readonly OutsideCheck[] = [];
  const run = runJob(scenario, {
    ...options,
    checks: (sinks, plan): readonly RunCheck[] => {
      outside = program.sinks.map((sink) => {
        const ofInput = traits.get(nodeIdOf(sink.input)) as Traits;
        const expected = streams.get(sink.input) ?? [];
        const view = () => sinks.get(sink.id)?.visible() ?? [];
        const keepsOrder = ofInput.ordered && sink.parallelism === parallelismOf(scenario, sink.input);
        return new OutsideCheck({ sink, view, expected, traits: { ...ofInput, ordered: keepsOrder }, isExact });
      });
      return [
        ...outside,
        new RestoredStateCheck(plan),
        new ConsistentCutCheck(program, plan, { isExact }),
        new BackPressureCheck(),
      ];
    },
  });
  for (const check of outside) check.atEnd(run.restores);
  return run;
}

function parallelismOf({ program }: Scenario, input: string): number {
  return program.nodes.find(({ id }) => id === nodeIdOf(input))?.parallelism ?? 1;
}

function compareWithSecondRun(scenario: Scenario, faults: FaultPlan, stepsMax: number, first: JobRun): void {
  const second = runJob(scenario, { faults, stepsMax, traced: true, checks: () => [] });
  if (second.trace === first.trace) return;
  const [a, b] = [first.trace.split("\n"), second.trace.split("\n")];
  const line = a.findIndex((text, index) => text !== b[index]);
  throw new InvariantViolation("the same seed gives the same trace", `line ${line}: ${a[line]} / ${b[line]}`);
}
