/**
 * The systems outside of the job that a run has met, and the line to them. They are the program's: a failure of the job
 * does not touch them.
 */
import type { ExpiredTransactions, OutsideChange, OutsidePort, OutsideSystem, OutsideView } from "../operators/index";
import type { ScheduledCallback, VirtualClock } from "../time/index";
import type { Tracer } from "../trace/index";

export class OutsideWorld {
  readonly #systems = new Set<OutsideSystem>();

  connect(system: OutsideSystem): void {
    this.#systems.add(system);
  }

  /** What each system holds now, in the order in which the run met them. */
  views(): readonly OutsideView[] {
    return [...this.#systems].map((system) => system.outsideView());
  }

  /** Ends open transactions as their timeout would; how many there were. */
  expireTransactions(which: ExpiredTransactions): number {
    let expired = 0;
    for (const system of this.#systems) expired += system.expireTransactions?.(which) ?? 0;
    return expired;
  }
}

/** The line of one subtask. */
export class SubtaskOutsidePort implements OutsidePort {
  readonly #world: OutsideWorld;
  readonly #clock: Pick<VirtualClock, "now" | "schedule">;
  readonly #tracer: Tracer;

  constructor(
    world: OutsideWorld,
    clock: Pick<VirtualClock, "now" | "schedule">,
    tracer: Tracer,
    readonly operatorIndex: number,
    readonly subtaskIndex: number,
  ) {
    this.#world = world;
    this.#clock = clock;
    this.#tracer = tracer;
  }

  get isWatched(): boolean {
    return this.#tracer.enabled;
  }

  get currentRecord(): number {
    return this.#tracer.currentRecord;
  }

  now(): number {
    return this.#clock.now();
  }

  schedule(atMillis: number, callback: () => void): ScheduledCallback {
    return this.#clock.schedule(atMillis, callback);
  }

  connect(system: OutsideSystem): void {
    this.#world.connect(system);
  }

  report(change: OutsideChange): void {
    const tracer = this.#tracer;
    if (!tracer.enabled) return;
    const { operatorIndex: operator, subtaskIndex: subtask } = this;
    tracer.emit({ record: tracer.currentRecord, ...change, kind: "outside-changed", operator, subtask });
  }
}
