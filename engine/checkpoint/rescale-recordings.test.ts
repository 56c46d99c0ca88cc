import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { EngineError } from "../core/index";
import { ListStateDescriptor, MapStateDescriptor, OperatorStateStore } from "../state/index";
import { assignOperatorStateStores } from "./index";

type Command = [string, ...unknown[]];
type Program = {
  parallelism: number;
  listStates?: string[];
  unionListStates?: string[];
  broadcastStates?: string[];
};
type Step = [[string, ...unknown[]], [number, string, Record<string, unknown>][]];
type Recording = { id: string; program: Program; refused?: unknown; steps: Step[] };

/** One subtask's operator state, with the recorded program's declarations. */
class Subtask {
  readonly store = new OperatorStateStore();
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  declare() {
    const { listStates = [], unionListStates = [], broadcastStates = [] } = this.#program;
    const found: Record<string, unknown> = {};
    for (const name of listStates) found[name] = [...this.#list(name).get()];
    for (const name of unionListStates) found[name] = [...this.#list(name).get()];
    for (const name of broadcastStates) {
      found[name] = [...this.#broadcast(name).entries()].map(({ key, value }) => [key, value]);
    }
    return found;
  }

  /** Does the commands on operator state; whether the record went through. */
  run(commands: readonly Command[]): boolean {
    for (const [command, name, a, b] of commands) {
      if (command === "fail") return false;
      try {
        if (command.startsWith("operator.")) this.#runOnList(command, name as string, a);
        else if (command === "broadcast.put") this.#broadcast(name as string).put(a as string, b as number);
        else if (command === "broadcast.remove") this.#broadcast(name as string).remove(a as string);
      } catch (error) {
        if (error instanceof EngineError) return false;
        throw error;
      }
    }
    return true;
  }

  #runOnList(command: string, name: string, argument: unknown) {
    const list = this.#list(name);
    if (command === "operator.add") list.add(argument as number);
    else if (command === "operator.addAll") list.addAll(argument as number[]);
    else if (command === "operator.update") list.update(argument as number[]);
    else if (command === "operator.clear") list.clear();
  }

  #list(name: string) {
    const descriptor = new ListStateDescriptor<number>(name);
    const isUnion = this.#program.unionListStates?.includes(name) === true;
    return isUnion ? this.store.getUnionListState(descriptor) : this.store.getListState(descriptor);
  }

  #broadcast(name: string) {
    return this.store.getBroadcastState(new MapStateDescriptor<string, number>(name));
  }
}

/** What a timer does is out of reach here: recordings whose timers touch operator state are left out. */
function touchesStateInTimers(recording: Recording): boolean {
  return recording.steps.some(([[action, , record]]) => {
    if (action !== "e") return false;
    const commands = (record as [unknown, Command[]])[1];
    return commands.some(
      ([name, , nested]) => name === "onTimer" && /"(?:operator|broadcast)\./.test(JSON.stringify(nested)),
    );
  });
}

it("hands operator state to the subtasks that got it in Flink", () => {
  let comparedCount = 0;
  for (const line of readFileSync("conformance/recordings/rescale.jsonl", "utf8").trim().split("\n")) {
    const recording = JSON.parse(line) as Recording;
    if (recording.refused !== undefined || touchesStateInTimers(recording)) continue;
    const { program } = recording;
    let subtasks = Array.from({ length: program.parallelism }, () => new Subtask(program));
    for (const subtask of subtasks) subtask.declare();
    for (const [action, outputs] of recording.steps) {
      if (action[0] === "e") {
        const [, , record, index] = action as [string, unknown, [unknown, Command[]], number];
        if (subtasks[index]?.run(record[1]) !== true) break;
      } else if (action[0] === "rescale") {
        const former = subtasks.map(({ store }) => store.snapshot());
        subtasks = assignOperatorStateStores(former, action[1] as number).map((state) => {
          const subtask = new Subtask(program);
          subtask.store.restore(state);
          return subtask;
        });
        for (const [index, what, expected] of outputs) {
          if (what !== "found") continue;
          expect(subtasks[index]?.declare(), `${recording.id} subtask ${index}`).toEqual(expected);
          comparedCount++;
        }
      }
    }
  }
  expect(comparedCount).toBeGreaterThan(300);
});
