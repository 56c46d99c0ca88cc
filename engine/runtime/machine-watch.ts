/**
 * What happens to TaskManagers, and how the job manager learns of it: processes that die, networks that break, machines
 * that come and go. Answers to the heartbeat listener of Flink's `JobMaster` and to a resource manager that replaces
 * what is lost.
 */
import type { VirtualClock } from "../time/index";
import { type HeartbeatSettings, timedOutAt, unreachableAt } from "./heartbeats";
import type { TaskManagers } from "./task-managers";

/**
 * How soon a process that died is noticed: at once, since its connections close; by heartbeats alone; or so many
 * milliseconds later.
 */
export type Detection = "at-once" | "heartbeat" | number;

/** When a lost TaskManager is back, empty: when tasks are started again; so much later; never. */
export type Replacement = "at-restart" | { readonly afterMillis: number } | "none";

export type MachineWatchFacts = {
  readonly clock: VirtualClock;
  readonly machines: TaskManagers;
  readonly heartbeats: HeartbeatSettings;
  readonly replacement: Replacement;
  /** The job manager has noticed that the TaskManager is gone; its tasks are still what they were. */
  readonly onLost: (taskManager: number, loss: Loss) => void;
  /** A process has died: its tasks do nothing any more. */
  readonly onStopped: () => void;
  /** A TaskManager out of reach: nothing goes to its tasks or comes from them. */
  readonly onDisconnected: (taskManager: number) => void;
  readonly onStarted: () => void;
};

/** How the job manager learned of it, and whether the process still runs, so that it ends its tasks itself. */
export type Loss = { readonly message: string; readonly closesFunctions: boolean };

export class MachineWatch {
  readonly #facts: MachineWatchFacts;
  /** Since when there has been a job manager that sends requests; null while there is none. */
  #requestsSince: number | null;
  /** Lost, to be started again when tasks are. */
  readonly #toReplace = new Set<number>();
  #replacementsDue = 0;

  constructor(facts: MachineWatchFacts) {
    this.#facts = facts;
    this.#requestsSince = facts.clock.now();
  }

  /** Whether a replacement is on its way. */
  get isReplacing(): boolean {
    return this.#toReplace.size > 0 || this.#replacementsDue > 0;
  }

  /** The process dies. What does not run, or never did, cannot die. */
  kill(id: number, detection: Detection): void {
    const { machines, clock, onStopped } = this.#facts;
    if (!machines.isAlive(id)) return;
    machines.stop(id);
    onStopped();
    if (this.#requestsSince === null) return;
    if (detection === "at-once") this.#lose(id, { message: `TaskManager ${id} was lost.`, closesFunctions: false });
    else if (detection === "heartbeat") this.#awaitHeartbeats(id);
    else clock.schedule(clock.now() + detection, () => this.#loseIfSilent(id, goneMessage(id)));
  }

  /** Its network breaks: the process runs on until it, and the job manager, have heard nothing for the timeout. */
  disconnect(id: number): void {
    const { machines, onDisconnected } = this.#facts;
    if (!machines.isReachable(id)) return;
    machines.disconnect(id);
    onDisconnected(id);
    if (this.#requestsSince !== null) this.#awaitHeartbeats(id);
  }

  /** It is shut down in order, which the job manager is told; nothing replaces it. */
  remove(id: number): void {
    const { machines, onStopped } = this.#facts;
    if (!machines.isAlive(id)) return;
    machines.stop(id);
    onStopped();
    if (this.#requestsSince === null) return;
    this.#lose(id, { message: `TaskManager ${id} is shutting down.`, closesFunctions: true }, { isReplaced: false });
  }

  /** Another one starts. */
  add(): void {
    const { machines, onStarted } = this.#facts;
    machines.start(machines.nextId);
    onStarted();
  }

  /** Tasks are about to be started: TaskManagers that do not answer are lost, what is replaced is there. */
  prepareStart(): void {
    this.loseSilent(this.#facts.machines.silent);
    for (const id of [...this.#toReplace].sort((a, b) => a - b)) this.#facts.machines.start(id);
    this.#toReplace.clear();
  }

  /** Tasks on these TaskManagers were to be cancelled and did not answer. */
  loseSilent(ids: readonly number[]): void {
    for (const id of ids) this.#loseIfSilent(id, goneMessage(id));
  }

  /** Nobody sends requests any more. */
  jobManagerStopped(): void {
    this.#requestsSince = null;
  }

  /** Another job manager: TaskManagers that are silent do not register with it. */
  jobManagerStarted(): void {
    const { machines, clock } = this.#facts;
    this.#requestsSince = clock.now();
    this.loseSilent(machines.silent);
  }

  #awaitHeartbeats(id: number): void {
    const { machines, heartbeats, clock } = this.#facts;
    const silence = {
      requestsSince: this.#requestsSince ?? clock.now(),
      registeredAt: machines.registeredAt(id),
      silentSince: clock.now(),
    };
    const timeoutAt = timedOutAt(heartbeats, silence);
    const refusedAt = machines.isAlive(id) ? Number.POSITIVE_INFINITY : unreachableAt(heartbeats, silence);
    if (refusedAt < timeoutAt) clock.schedule(refusedAt, () => this.#loseIfSilent(id, goneMessage(id)));
    else {
      const message = `Heartbeat of TaskManager with id ${id} timed out.`;
      clock.schedule(timeoutAt, () => this.#loseIfSilent(id, message));
    }
  }

  /** Unless it was noticed before, or another process has taken its place. */
  #loseIfSilent(id: number, message: string): void {
    const { machines } = this.#facts;
    if (this.#requestsSince === null || !machines.isRegistered(id) || machines.isReachable(id)) return;
    this.#lose(id, { message, closesFunctions: machines.isAlive(id) });
  }

  #lose(id: number, loss: Loss, { isReplaced }: { readonly isReplaced: boolean } = { isReplaced: true }): void {
    const { machines, onLost } = this.#facts;
    machines.lose(id, loss.message);
    if (isReplaced) this.#planReplacement(id);
    onLost(id, loss);
  }

  #planReplacement(id: number): void {
    const { replacement, clock, machines, onStarted } = this.#facts;
    if (replacement === "none") return;
    if (replacement === "at-restart") {
      this.#toReplace.add(id);
      return;
    }
    this.#replacementsDue += 1;
    clock.schedule(clock.now() + replacement.afterMillis, () => {
      this.#replacementsDue -= 1;
      machines.start(id);
      onStarted();
    });
  }
}

function goneMessage(id: number): string {
  return `TaskManager with id ${id} is no longer reachable.`;
}
