/**
 * Back-pressure holds: a task that has no mail does not process anything while one of its output channels is full, so
 * that a channel goes over its capacity by what a single step emits at most.
 */
import { InvariantViolation } from "../violation";
import type { ProbedTask, ProbedTasks, RunCheck } from "./check";

export class BackPressureCheck implements RunCheck {
  onTasksStarted(tasks: ProbedTasks): void {
    for (const task of tasks) watch(task);
  }
}

function watch(task: ProbedTask): void {
  const step = task.step.bind(task);
  task.step = () => {
    if (task.counts.fullOutputs > 0 && !task.mailbox.hasMail) {
      throw new InvariantViolation(
        "a full channel stops its producer",
        `${task.vertex.name} subtask ${task.subtaskIndex} took a step`,
      );
    }
    step();
  };
}
