/** What the worker refuses of what a page says about machines, faults, actions and savepoints. */
import { describe, expect, it } from "vitest";
import { readAction, readEngineFault, readMachine } from "./parse-options";
import { readSavepointMessage } from "./parse-savepoint";

const SAVEPOINT = {
  version: 1,
  path: "savepoint-1",
  kind: "savepoint",
  format: "CANONICAL",
  stateBackend: "hashmap",
  checkpointId: 1,
  triggeredAt: 5,
  jobName: "sums",
  operators: [],
};

describe("options of a run", () => {
  it.each([
    { kind: "kill-task-manager", afterStep: 3, taskManager: 0, detection: "heartbeat" },
    { kind: "kill-task-manager", afterStep: 3, taskManager: 0, detection: 250 },
    { kind: "kill-task", afterStep: 3, operator: "sums" },
    { kind: "add-task-manager", atMillis: 10 },
    { kind: "lose-acknowledgement", checkpoint: 2, operator: "sums", subtask: 1 },
    {
      kind: "slow-channel",
      from: { operator: "a", subtask: 0 },
      to: { operator: "b", subtask: 1 },
      delayMillis: 2,
    },
  ])("reads the fault %j", (fault) => {
    expect(readEngineFault(fault, "fault")).toEqual(fault);
  });

  it.each([
    [{ kind: "kill-task-manager", afterStep: 3 }, "fault.taskManager must be a number."],
    [{ kind: "kill-task-manager", afterStep: 3, taskManager: 0, detection: "soon" }, "fault.detection must be one of"],
    [{ kind: "burn" }, "fault.kind must be one of"],
    [{ kind: "kill-job-manager", afterStep: -1 }, "fault.afterStep must be a whole number"],
  ])("refuses the fault %j", (fault, sentence) => {
    expect(() => readEngineFault(fault, "fault")).toThrow(sentence);
  });

  it("reads machines and actions, and refuses what they do not have", () => {
    const machine = { costs: { records: [{ operator: "a", millis: 2 }] }, replacement: "none", highAvailability: true };
    expect(readMachine(machine, "machine")).toEqual(machine);
    expect(() => readMachine({ colour: "red" }, "machine")).toThrow("machine.colour is not known");
    expect(() => readMachine({ replacement: "later" }, "machine")).toThrow("machine.replacement must be one of");
    const action = { kind: "stop-with-savepoint", afterStep: 2, drain: true };
    expect(readAction(action, "action")).toEqual(action);
    expect(() => readAction({ kind: "cancel" }, "action")).toThrow("action.afterStep must be a number.");
  });

  it("reads a savepoint, and refuses one of another version or with a lie in it", () => {
    expect(readSavepointMessage(SAVEPOINT, "savepoint")).toEqual(SAVEPOINT);
    expect(() => readSavepointMessage({ ...SAVEPOINT, version: 2 }, "savepoint")).toThrow(
      "savepoint.version must be 1.",
    );
    expect(() => readSavepointMessage({ ...SAVEPOINT, operators: [{ operatorId: 1 }] }, "savepoint")).toThrow(
      "savepoint.operators[0].operatorId must be a text.",
    );
  });
});
