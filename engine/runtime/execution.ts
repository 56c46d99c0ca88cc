/**
 * The tasks of a job as they are now: makes them, gives them slots, starts and cancels them. Answers to what Flink's
 * schedulers do with an `ExecutionGraph`; when and why is decided by the scheduler that holds it.
 */
import type { CheckpointSettings, CompletedCheckpoint } from "../checkpoint/index";
import { FailoverTopology, type JobGraph, type JobVertex, type SubtaskIndex } from "../graph/index";
import { createTasks } from "./execution-graph";
import type { RecordFault } from "./fault-plan";
import type { RunFacts } from "./run-facts";
import { SharedSlots } from "./shared-slots";
import { type EdgeChannels, StoredResults } from "./stored-results";
import type { Task, TaskListener } from "./task";
import type { TaskManagers } from "./task-managers";

export type ExecutionOptions = {
  readonly run: RunFacts;
  readonly machines: TaskManagers;
  readonly channelCapacity: number;
  readonly checkpointing: CheckpointSettings;
  /** Whether tasks that have processed all their data stay for one more checkpoint. */
  readonly waitsForFinalCheckpoint: boolean;
  readonly faults: ReadonlyMap<number, RecordFault>;
  /** Whether tasks of a batch job may start again, so that results are kept. */
  readonly storesResults: boolean;
  readonly listener: TaskListener;
  /** Whenever other tasks are there, or some of them can do nothing any more. */
  readonly onTasksChanged: (tasks: readonly Task[]) => void;
  /** The task could not be started. */
  readonly onStartFailed: (task: Task, thrown: unknown) => void;
};

export class Execution {
  readonly #options: ExecutionOptions;
  #graph: JobGraph;
  #topology: FailoverTopology;
  #slots: SharedSlots;
  #tasks: readonly Task[] = [];
  #channels: readonly EdgeChannels[] = [];
  #stored: StoredResults | null = null;
  /** Tasks that have a slot. */
  readonly #placed = new Set<Task>();
  /** How often each subtask was started, by vertex id and subtask. */
  readonly #starts = new Map<string, number>();

  constructor(options: ExecutionOptions, graph: JobGraph) {
    this.#options = options;
    this.#graph = graph;
    this.#topology = new FailoverTopology(graph);
    this.#slots = this.#createSlots();
  }

  get graph(): JobGraph {
    return this.#graph;
  }

  get topology(): FailoverTopology {
    return this.#topology;
  }

  /** All tasks, in topological order. */
  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  /** Whether some task waits for a slot; tasks of later stages of a batch job do not wait yet. */
  get waitsForSlots(): boolean {
    return this.#tasks.some((task) => task.state === "CREATED" && this.#hasInputs(task));
  }

  /** The tasks of these regions. */
  tasksOf(regions: readonly number[]): Task[] {
    const wanted = new Set(regions);
    return this.#tasks.filter((task) => wanted.has(this.#topology.regionOf(placeOf(task))));
  }

  /**
   * The regions that a failure of the task makes start again. A result can be read from when its producer is deployed
   * until its TaskManager is lost; regions that have not been started yet have nothing to start again.
   */
  regionsToRestart(task: Task): number[] {
    const stored = this.#stored;
    const tasks = new Map(this.#tasks.map((it) => [keyOf(it.vertex, it.subtaskIndex), it]));
    const taskOf = ({ vertex, subtask }: SubtaskIndex) =>
      tasks.get(keyOf(this.#graph.vertices[vertex] as JobVertex, subtask));
    const regions = this.#topology.regionsToRestart(placeOf(task), (place) => {
      const producer = taskOf(place);
      return producer !== undefined && (producer.isAlive || stored?.has(producer) === true);
    });
    const own = this.#topology.regionOf(placeOf(task));
    return regions.filter(
      (region) =>
        region === own || this.#topology.regions[region]?.some((place) => taskOf(place)?.state !== "CREATED") === true,
    );
  }

  /** All tasks are gone: the next ones are those of another graph. */
  replaceGraph(graph: JobGraph): void {
    this.#graph = graph;
    this.#topology = new FailoverTopology(graph);
    this.#slots = this.#createSlots();
    this.#tasks = [];
    this.#channels = [];
  }

  /** Makes the tasks of these regions anew, or all (null); none is started yet. */
  create(regions: readonly number[] | null, restored: CompletedCheckpoint | null): void {
    const { run, channelCapacity, checkpointing, waitsForFinalCheckpoint, faults, listener, storesResults } =
      this.#options;
    const former = new Map(this.#tasks.map((task) => [keyOf(task.vertex, task.subtaskIndex), task]));
    const replaced = regions === null ? null : new Set(this.tasksOf(regions));
    // What a stage of a batch job is to read may come from new tasks, so that it is connected anew before it starts.
    if (run.batch) for (const task of this.#tasks) if (task.state === "CREATED") replaced?.add(task);
    if (regions === null) this.#stored = run.batch && storesResults ? new StoredResults() : null;
    const { tasks, channels } = createTasks({
      run,
      graph: this.#graph,
      attemptOf: (vertex, subtask) => this.#starts.get(keyOf(vertex, subtask)) ?? 0,
      kept: (vertex, subtask) => {
        const task = former.get(keyOf(vertex, subtask));
        return replaced === null || task === undefined || replaced.has(task) ? null : task;
      },
      stored: this.#stored,
      formerChannels: replaced === null ? [] : this.#channels,
      channelCapacity,
      checkpointing,
      waitsForFinalCheckpoint,
      faults,
      restored,
      listener,
    });
    this.#tasks = tasks;
    this.#channels = channels;
    this.tasksChanged();
  }

  /**
   * Starts every task that was made and can start: whole regions that get all their slots; in batch mode subtasks whose
   * inputs are there whole. Gives back those that run now.
   */
  startTasks(): Task[] {
    const ready = new Set<Task>();
    for (const tasks of this.#createdByRegion()) {
      if (tasks.every((task) => this.#hasInputs(task)) && this.#slots.place(tasks)) {
        for (const task of tasks) {
          ready.add(task);
          this.#placed.add(task);
        }
      }
    }
    const started: Task[] = [];
    for (const task of this.#tasks) {
      if (ready.has(task) && task.state === "CREATED" && this.#start(task)) started.push(task);
    }
    return started;
  }

  /**
   * Throws a task away. `closeFunctions`: whether its process is still there to do so. `failed`: it failed by itself, so
   * that nobody cancels it. A task that has ended unheard only gives its slot back.
   */
  cancel(task: Task, { closeFunctions, failed }: { readonly closeFunctions: boolean; readonly failed: boolean }): void {
    if (!task.isAlive && task.state !== "CREATED") {
      this.#giveBackSlot(task);
      return;
    }
    const { tracer } = this.#options.run;
    const { vertex, headOperator: operator, subtaskIndex: subtask, attemptNumber: attempt } = task;
    const wasDeployed = (this.#starts.get(keyOf(vertex, subtask)) ?? 0) > attempt;
    if (tracer.enabled && wasDeployed && closeFunctions && !failed) {
      tracer.emit({ kind: "task-canceled", operator, subtask, attempt });
    }
    task.cancel({ closeFunctions });
    this.#giveBackSlot(task);
  }

  /** A task has ended by itself: what it produced is kept where somebody may ask for it again. */
  finished(task: Task): void {
    this.#giveBackSlot(task);
    this.#stored?.store(task, this.#graph, this.#channels);
  }

  /** A TaskManager is gone: what its tasks produced is gone too. */
  loseResults(taskManager: number): void {
    this.#stored?.lose(taskManager);
  }

  /** Whether a task that could start needs a result that was lost. */
  findLostInput(): Task | null {
    const { run, storesResults } = this.#options;
    if (!run.batch || !storesResults) return null;
    const lost = this.#tasks.filter((task) => task.state === "FINISHED" && this.#stored?.has(task) !== true);
    if (lost.length === 0) return null;
    const waiting = this.#tasks.filter((task) => task.state === "CREATED" && this.#hasInputs(task));
    return waiting.find((task) => lost.some((producer) => this.#reads(task, producer))) ?? null;
  }

  /** Tells who runs the tasks which of them there are to run: those whose process is alive. */
  tasksChanged(): void {
    const { machines, onTasksChanged } = this.#options;
    const isDead = ({ placement }: Task) => placement.taskManager !== -1 && !machines.isAlive(placement.taskManager);
    onTasksChanged(this.#tasks.some(isDead) ? this.#tasks.filter((task) => !isDead(task)) : this.#tasks);
  }

  #start(task: Task): boolean {
    const { tracer } = this.#options.run;
    const { vertex, headOperator: operator, subtaskIndex: subtask, placement, attemptNumber: attempt } = task;
    this.#starts.set(keyOf(vertex, subtask), attempt + 1);
    if (tracer.enabled) tracer.emit({ kind: "task-deployed", operator, subtask, ...placement, attempt });
    try {
      task.start();
    } catch (thrown) {
      this.#options.onStartFailed(task, thrown);
      return false;
    }
    return true;
  }

  #giveBackSlot(task: Task): void {
    if (this.#placed.delete(task)) this.#slots.release(task);
  }

  #hasInputs(task: Task): boolean {
    return !this.#options.run.batch || task.hasNoLiveUpstream;
  }

  #reads(task: Task, producer: Task): boolean {
    return this.#graph.edges.some((edge) => edge.source === producer.vertex.index && edge.target === task.vertex.index);
  }

  /** Tasks that were made and not started, region after region. */
  #createdByRegion(): Task[][] {
    const regions = new Map<number, Task[]>();
    for (const task of this.#tasks) {
      if (task.state !== "CREATED") continue;
      const region = this.#topology.regionOf(placeOf(task));
      const tasks = regions.get(region);
      if (tasks === undefined) regions.set(region, [task]);
      else tasks.push(task);
    }
    return [...regions.values()];
  }

  #createSlots(): SharedSlots {
    const { machines, run } = this.#options;
    return new SharedSlots(this.#graph, machines, { batch: run.batch });
  }
}

function placeOf({ vertex, subtaskIndex }: Task): SubtaskIndex {
  return { vertex: vertex.index, subtask: subtaskIndex };
}

/** Names a subtask over all attempts, and over graphs of other parallelisms. */
function keyOf(vertex: JobVertex, subtask: number): string {
  return `${vertex.id}/${subtask}`;
}
