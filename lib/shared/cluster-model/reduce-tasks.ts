/** Trace events -> the life of every task: state, place, attempt, what it is busy with. */
import type { EventOf } from "@tidemark/engine/trace";
import type { TraceIndex } from "../trace-model/trace-index";
import { entryOf, Series } from "./series";
import { taskKey, type TaskId, type Topology, type Vertex } from "./topology";

/** Flink's execution states, as far as a trace tells them apart. */
export type TaskState = "CREATED" | "RUNNING" | "FINISHED" | "CANCELED" | "FAILED";

/** `slot` counts from 0 on its TaskManager. */
export type Placement = { readonly taskManager: number; readonly slot: number; readonly attempt: number };

/** Flink's gauges, in milliseconds of the last second. */
export type TaskTimes = {
  readonly busyMillis: number;
  readonly idleMillis: number;
  readonly backPressuredMillis: number;
};

export type TaskLife = TaskId & {
  readonly state: Series<TaskState>;
  /** Null before the first deployment; after a failure where the task last was. */
  readonly placement: Series<Placement | null>;
  readonly times: Series<TaskTimes | null>;
  readonly backPressured: Series<boolean>;
  /** Until when, in milliseconds of the clock, it works on one record; 0 where that takes no time. */
  readonly worksUntil: Series<number>;
  /** The combined watermark of the operator at the head of the chain; of a source what it has emitted. */
  readonly watermark: Series<number>;
};

const NO_WATERMARK = -(2 ** 63);
const IS_OVER: ReadonlySet<TaskState> = new Set(["FINISHED", "CANCELED", "FAILED"]);

export function reduceTasks(index: TraceIndex, topology: Topology): Map<string, TaskLife> {
  const tells = index.events.some((event) => event.kind === "task-canceled");
  const reducer = new TaskReducer(topology, tells);
  index.events.forEach((event, position) => reducer.apply(event, position));
  return reducer.tasks;
}

class TaskReducer {
  readonly tasks = new Map<string, TaskLife>();
  readonly #topology: Topology;
  readonly #tellsCanceled: boolean;
  /** Slots of each TaskManager: events number slots over all of them. */
  readonly #slots = new Map<number, number>();
  /** The vertices that the coming restart concerns; null: all. */
  #failover: ReadonlySet<number> | null = null;

  /** `tellsCanceled`: the trace says of each task that it is canceled; otherwise that follows from the restart. */
  constructor(topology: Topology, tellsCanceled: boolean) {
    this.#topology = topology;
    this.#tellsCanceled = tellsCanceled;
    for (const { vertex, parallelism } of topology.vertices) {
      for (let subtask = 0; subtask < parallelism; subtask++) this.#task(vertex, subtask);
    }
  }

  apply(event: TraceIndex["events"][number], position: number): void {
    switch (event.kind) {
      case "task-manager-started":
        this.#slots.set(event.taskManager, event.slots);
        return;
      case "task-deployed":
        this.#deployed(event, position);
        return;
      case "task-finished":
        this.#of(event).state.set(position, "FINISHED");
        return;
      case "task-canceled":
        this.#end(this.#of(event), "CANCELED", position);
        return;
      case "failure":
        this.#failed(event, position);
        return;
      case "failover":
        this.#failover = new Set(event.vertices.split(",").map(Number));
        return;
      case "restart-scheduled":
      case "restore":
      case "job-failed":
        this.#cancelRest(position);
        return;
      case "rescaled":
        for (const task of this.tasks.values()) {
          if (task.vertex === event.vertex && task.subtask >= event.to) this.#end(task, "CANCELED", position);
        }
        return;
      default:
        this.#progress(event, position);
    }
  }

  #progress(event: TraceIndex["events"][number], position: number): void {
    switch (event.kind) {
      case "back-pressure-started":
      case "back-pressure-ended":
        this.#of(event).backPressured.set(position, event.kind === "back-pressure-started");
        return;
      case "task-works":
        this.#of(event).worksUntil.set(position, event.until);
        return;
      case "task-times": {
        const { busyMillis, idleMillis, backPressuredMillis } = event;
        this.#of(event).times.set(position, { busyMillis, idleMillis, backPressuredMillis });
        return;
      }
      case "watermark-advanced":
        if (this.#vertexOf(event.operator)?.head === event.operator)
          this.#of(event).watermark.set(position, event.watermark);
        return;
      case "watermark-emitted":
        if (this.#vertexOf(event.operator)?.inputs.length === 0)
          this.#of(event).watermark.set(position, event.watermark);
        return;
      default:
    }
  }

  #vertexOf(operator: number): Vertex | undefined {
    return this.#topology.vertices.find(({ operators }) => operators.includes(operator));
  }

  #task(vertex: number, subtask: number): TaskLife {
    return entryOf(this.tasks, taskKey(vertex, subtask), () => ({
      vertex,
      subtask,
      state: new Series<TaskState>("CREATED"),
      placement: new Series<Placement | null>(null),
      times: new Series<TaskTimes | null>(null),
      backPressured: new Series(false),
      worksUntil: new Series(0),
      watermark: new Series(NO_WATERMARK),
    }));
  }

  #of(event: { readonly operator: number; readonly subtask: number }): TaskLife {
    return this.#task(this.#topology.vertexOf[event.operator] ?? 0, event.subtask);
  }

  #deployed(event: EventOf<"task-deployed">, position: number): void {
    const task = this.#of(event);
    const { taskManager, attempt } = event;
    const slot = event.slot % (this.#slots.get(taskManager) ?? Number.POSITIVE_INFINITY);
    task.placement.set(position, { taskManager, slot, attempt });
    task.state.set(position, "RUNNING");
    task.worksUntil.set(position, 0);
    task.watermark.set(position, NO_WATERMARK);
    task.backPressured.set(position, false);
    task.times.set(position, null);
    this.#failover = null;
  }

  /** The failed task itself, or all tasks of the machine that was lost. */
  #failed(event: EventOf<"failure">, position: number): void {
    if (event.operator >= 0) this.#end(this.#of(event), "FAILED", position);
    if (event.taskManager < 0) return;
    for (const task of this.tasks.values()) {
      if (task.placement.last?.taskManager === event.taskManager) this.#end(task, "FAILED", position);
    }
  }

  #cancelRest(position: number): void {
    if (this.#tellsCanceled) return;
    for (const task of this.tasks.values()) {
      if (this.#failover === null || this.#failover.has(task.vertex)) this.#end(task, "CANCELED", position);
    }
  }

  #end(task: TaskLife, state: TaskState, position: number): void {
    if (task.state.last === "CREATED" || IS_OVER.has(task.state.last)) return;
    task.state.set(position, state);
    task.backPressured.set(position, false);
    task.worksUntil.set(position, 0);
  }
}
