/**
 * Runs a compiled pattern over the events of a key. Answers to Flink 2.3's `NFA`.
 *
 * For each event every partial match is asked which edges the event opens (depth first, PROCEED edges by a stack); it
 * goes on along each of them, and dies when there is none. A partial match that only ignores the event stays the same
 * object. Finished matches then come out as the skip strategy lets them, those that started earliest first.
 */
import { illegalState, nullPointer } from "../core/index";
import type { AfterMatchSkipStrategy } from "./after-match-skip-strategy";
import { elapsed, later } from "./cep-time";
import { compareByStart, type ComputationState, type NfaState, startState } from "./computation-state";
import type { IterativeConditionContext, Predicate } from "./conditions";
import { increased, withStage } from "./dewey-number";
import { leadsNowhere, unknownState } from "./errors";
import type { EventId, MatchedIds } from "./event-id";
import type { NfaEdge, NfaNode } from "./nfa-states";
import { offer, poll, removeIf } from "./partial-match-queue";
import type { Match, RegisteredEvent, SharedBuffer } from "./shared-buffer";

/** A match that is complete, with the ids of its events. */
export type FoundMatch<T> = {
  readonly match: Match<T>;
  readonly ids: MatchedIds;
  /** The events' identities in the trace, in the order of `ids`; empty while nothing is traced. */
  readonly records: readonly number[];
};

/** A partial match whose window has passed; `timestamp` is the time at which it did, in milliseconds. */
export type TimedOutMatch<T> = FoundMatch<T> & { readonly timestamp: number };

/** Why a partial match, or a complete one, is no more, besides an event that took it on or ended it. */
export type EndOfPartialMatch = "timed-out" | "skipped" | "emitted";

/** Is told what happens to partial matches, while somebody looks. */
export interface PartialMatchListener {
  /** What an event made of a partial match: others, itself among them where it stays, and complete ones. */
  went(
    before: ComputationState,
    products: readonly ComputationState[],
    completed: readonly ComputationState[],
    isStopped: boolean,
  ): void;
  ended(state: ComputationState, how: EndOfPartialMatch): void;
}

const NOTHING: readonly never[] = [];

export class Nfa<T> {
  readonly windowMillis: number;
  readonly #nodes: ReadonlyMap<string, NfaNode<T>>;
  readonly #startName: string;
  readonly #skip: AfterMatchSkipStrategy;
  readonly #handleTimeouts: boolean;
  readonly #hasStateWindows: boolean;
  readonly #context: IterativeConditionContext<T>;
  readonly #conditionFailed: (event: T, thrown: unknown) => unknown;
  /** Set while a tracer wants to know. */
  listener: PartialMatchListener | null = null;
  /** Something changed since the last `resetFlags`: the state must be written back. */
  stateChanged = false;
  /** A match that started after time 0 began since the last `resetFlags`. */
  newStartPartialMatch = false;

  // The event that is being processed, and the partial match that looks at it.
  #buffer!: SharedBuffer<T>;
  #event!: T;
  #record = 0;
  #timestamp = 0;
  #registered: RegisteredEvent | null = null;
  #computation!: ComputationState;
  #matchedEvents: Match<T> | null = null;
  /** The edges that the event opens: the first `#edgeCount` of these. */
  readonly #edges: NfaEdge<T>[] = [];
  #edgeCount = 0;
  readonly #open: (NfaNode<T> | null)[] = [];
  readonly #produced: ComputationState[] = [];
  /** What the step at hand completes, as a heap. */
  readonly #finished: ComputationState[] = [];

  constructor(
    nodes: ReadonlyMap<string, NfaNode<T>>,
    options: {
      readonly windowMillis: number;
      readonly skip: AfterMatchSkipStrategy;
      readonly handleTimeouts: boolean;
      readonly currentProcessingTime: () => number;
      /** The error to throw for what a condition threw at an event. */
      readonly conditionFailed: (event: T, thrown: unknown) => unknown;
    },
  ) {
    this.#nodes = nodes;
    this.windowMillis = options.windowMillis;
    this.#skip = options.skip;
    this.#handleTimeouts = options.handleTimeouts;
    this.#context = {
      getEventsForPattern: (name) => this.#eventsForPattern(name),
      timestamp: () => this.#timestamp,
      currentProcessingTime: options.currentProcessingTime,
    };
    this.#conditionFailed = options.conditionFailed;
    this.#startName = [...nodes.values()].find((node) => node.type === "Start")?.name ?? "";
    this.#hasStateWindows = [...nodes.values()].some((node) => node.windowMillis > 0);
  }

  /** What a key begins with: the start state alone. */
  createInitialState(): NfaState {
    return { partialMatches: [startState(this.#startName)], completedMatches: [] };
  }

  resetFlags(): void {
    this.stateChanged = false;
    this.newStartPartialMatch = false;
  }

  /** Processes an event with its time in milliseconds; gives the matches that come out, in their order. */
  process(
    buffer: SharedBuffer<T>,
    state: NfaState,
    event: T,
    timestamp: number,
    record: number,
  ): readonly FoundMatch<T>[] {
    this.#buffer = buffer;
    this.#event = event;
    this.#timestamp = timestamp;
    this.#record = record;
    this.#registered = null;
    const before = state.partialMatches;
    let after: ComputationState[] | null = null;
    for (let i = 0; i < before.length; i++) {
      const computation = before[i] as ComputationState;
      if (this.#isUntouched(computation)) {
        if (after !== null) offer(after, computation);
        continue;
      }
      after ??= before.slice(0, i);
      this.#sortProducts(computation, after);
    }
    if (after !== null) state.partialMatches = after;
    const found = this.#emitFinished(state);
    const registered = this.#registered as RegisteredEvent | null;
    if (registered !== null) buffer.releaseEvent(registered.key);
    return found;
  }

  /**
   * No event before `timestamp` will come: partial matches whose window has passed go, and matches that they held back
   * come out. Gives the matches; the partial matches that timed out are added to `timedOut` where someone handles them.
   */
  advanceTime(
    buffer: SharedBuffer<T>,
    state: NfaState,
    timestamp: number,
    timedOut: TimedOutMatch<T>[],
  ): readonly FoundMatch<T>[] {
    this.#buffer = buffer;
    const before = state.partialMatches;
    let after: ComputationState[] | null = null;
    if (this.windowMillis > 0 || this.#hasStateWindows) {
      for (let i = 0; i < before.length; i++) {
        const computation = before[i] as ComputationState;
        if (computation.start === null || !this.#isTimedOut(computation, timestamp)) {
          if (after !== null) offer(after, computation);
          continue;
        }
        after ??= before.slice(0, i);
        this.stateChanged = true;
        if (this.#nodeOf(computation).type === "Pending") offer(this.#finished, computation);
        else this.#timeOut(computation, timestamp, timedOut);
      }
    }
    if (after !== null) state.partialMatches = after;
    const found = this.#emitFinished(state);
    buffer.advanceTime(timestamp);
    return found;
  }

  #isTimedOut(computation: ComputationState, timestamp: number): boolean {
    return this.#isPreviousTooOld(computation, timestamp) || this.#isStartTooOld(computation, timestamp);
  }

  #isStartTooOld({ start }: ComputationState, timestamp: number): boolean {
    return this.windowMillis > 0 && elapsed(timestamp, (start as EventId).timestamp) >= this.windowMillis;
  }

  #isPreviousTooOld(computation: ComputationState, timestamp: number): boolean {
    if (!this.#hasStateWindows) return false;
    const { windowMillis } = this.#nodeOf(computation);
    return windowMillis > 0 && elapsed(timestamp, computation.previousTimestamp) >= windowMillis;
  }

  #timeOut(computation: ComputationState, timestamp: number, timedOut: TimedOutMatch<T>[]): void {
    this.listener?.ended(computation, "timed-out");
    if (this.#handleTimeouts) {
      const ids = this.idsOf(computation);
      const end = this.#isPreviousTooOld(computation, timestamp)
        ? later(computation.previousTimestamp, this.#nodeOf(computation).windowMillis)
        : later((computation.start as EventId).timestamp, this.windowMillis);
      timedOut.push({ ...this.#foundOf(ids), timestamp: end });
    }
    this.#buffer.releaseNode(computation.entry, computation.version);
  }

  /**
   * Collects the edges that the event opens. Whether the partial match stays as it is: it only ignores the event, or it
   * is the start state and nothing begins.
   */
  #isUntouched(computation: ComputationState): boolean {
    const node = this.#nodeOf(computation);
    this.#computation = computation;
    this.#matchedEvents = null;
    this.#collectEdges(node);
    const edges = this.#edges;
    const count = this.#edgeCount;
    if (computation.start !== null) return count === 1 && isSelfIgnore(edges[0] as NfaEdge<T>, node);
    for (let i = 0; i < count; i++) if (!isSelfIgnore(edges[i] as NfaEdge<T>, node)) return false;
    return true;
  }

  #collectEdges(from: NfaNode<T>): void {
    const edges = this.#edges;
    const open = this.#open;
    let count = 0;
    let next: NfaNode<T> | null | undefined = from;
    do {
      if (next === null) throw leadsNowhere();
      for (const edge of next.edges) {
        if (edge.condition !== null && !this.#holds(edge.condition)) continue;
        if (edge.action === "PROCEED") open.push(edge.target);
        else edges[count++] = edge;
      }
      next = open.pop();
    } while (next !== undefined);
    this.#edgeCount = count;
  }

  #holds(condition: Predicate<T>): boolean {
    try {
      return condition(this.#event, this.#context);
    } catch (thrown) {
      throw this.#conditionFailed(this.#event, thrown);
    }
  }

  /** Follows the collected edges; their products go to the finished ones, or to the partial matches unless stopped. */
  #sortProducts(computation: ComputationState, after: ComputationState[]): void {
    this.stateChanged = true;
    this.#produce(computation);
    const produced = this.#produced;
    const isStart = computation.start === null;
    const completed: ComputationState[] | null = this.listener === null ? null : [];
    let isStopped = false;
    let kept = 0;
    for (let i = 0; i < produced.length; i++) {
      const product = produced[i] as ComputationState;
      if (isStart && product.start !== null && product.start.timestamp > 0) this.newStartPartialMatch = true;
      const { type } = this.#nodeOf(product);
      if (type === "Final") {
        offer(this.#finished, product);
        completed?.push(product);
      } else if (type === "Stop") {
        isStopped = true;
        this.#buffer.releaseNode(product.entry, product.version);
      } else {
        produced[kept++] = product;
      }
    }
    produced.length = kept;
    if (completed !== null) this.listener?.went(computation, produced, completed, isStopped);
    for (let i = 0; i < kept; i++) {
      const product = produced[i] as ComputationState;
      if (isStopped) this.#buffer.releaseNode(product.entry, product.version);
      else offer(after, product);
    }
  }

  /** What the partial match becomes, in the order in which Flink makes it; it gives up its own hold on the buffer. */
  #produce(computation: ComputationState): void {
    const produced = this.#produced;
    produced.length = 0;
    const node = this.#nodeOf(computation);
    const isStart = computation.start === null;
    let takes = 0;
    let ignores = 0;
    for (let i = 0; i < this.#edgeCount; i++) {
      const edge = this.#edges[i] as NfaEdge<T>;
      if (edge.action === "TAKE") takes++;
      else if (edge.target !== node) ignores++;
    }
    const branches = takes === 0 && ignores === 0 ? 0 : ignores + Math.max(1, takes);
    let takesLeft = Math.max(0, takes - 1);
    const takesToSkip = takesLeft;
    let ignoresLeft = ignores;
    for (let i = 0; i < this.#edgeCount; i++) {
      const edge = this.#edges[i] as NfaEdge<T>;
      if (edge.action === "TAKE") {
        this.#take(computation, edge, takesLeft--);
      } else if (!isStart) {
        const target = edge.target as NfaNode<T>;
        const version =
          target === node
            ? increased(computation.version, branches)
            : withStage(increased(computation.version, takesToSkip + ignoresLeft--));
        this.#add({ ...computation, state: target.name, version });
      }
    }
    if (isStart) produced.push(startState(computation.state, increased(computation.version, branches)));
    else this.#buffer.releaseNode(computation.entry, computation.version);
  }

  #take(computation: ComputationState, edge: NfaEdge<T>, branch: number): void {
    const currentVersion = increased(computation.version, branch);
    const version = withStage(currentVersion);
    this.#registered ??= this.#buffer.registerEvent(this.#event, this.#timestamp, this.#record);
    const entry = this.#buffer.put(edge.source.stage, this.#registered, computation.entry, currentVersion);
    const start = computation.start ?? this.#registered.id;
    const target = edge.target as NfaNode<T>;
    this.#add({ state: target.name, entry, version, start, previousTimestamp: this.#timestamp, traceText: null });
    const final = this.#finalBehind(target);
    if (final === null) return;
    this.#add({ state: final.name, entry, version, start, previousTimestamp: this.#timestamp, traceText: null });
  }

  #add(product: ComputationState): void {
    this.#produced.push(product);
    this.#buffer.lockNode(product.entry as string, product.version);
  }

  /** The final state, where the same event opens a way of PROCEED edges to it; conditions see what was taken before. */
  #finalBehind(from: NfaNode<T>): NfaNode<T> | null {
    const open = this.#open;
    let next: NfaNode<T> | null | undefined = from;
    while (next !== undefined && next !== null) {
      for (const edge of next.edges) {
        if (edge.action !== "PROCEED") continue;
        if (edge.condition !== null && !this.#holds(edge.condition)) continue;
        if (edge.target === null) throw leadsNowhere();
        if (edge.target.type === "Final") {
          open.length = 0;
          return edge.target;
        }
        open.push(edge.target);
      }
      next = open.pop();
    }
    return null;
  }

  /**
   * Matches in the order of their starts. With a skip strategy one waits while a partial match that started earlier is
   * there, and each one that comes out prunes what the strategy says.
   */
  #emitFinished({ completedMatches: completed, partialMatches }: NfaState): readonly FoundMatch<T>[] {
    const finished = this.#finished;
    if (finished.length === 0 && completed.length === 0) return NOTHING;
    for (const match of finished) offer(completed, match);
    finished.length = 0;
    const found: FoundMatch<T>[] = [];
    for (let earliest = completed[0]; earliest !== undefined; earliest = completed[0]) {
      if (this.#skip.isSkipStrategy) {
        const earliestPartial = partialMatches[0];
        if (earliestPartial !== undefined && compareByStart(earliest, earliestPartial) > 0) break;
      }
      this.stateChanged = true;
      poll(completed);
      const ids = this.#buffer.extractPatterns(earliest.entry as string, earliest.version)[0];
      if (ids === undefined) throw illegalState("The events of a match are gone from the shared buffer.");
      this.#prune(partialMatches, ids);
      this.#prune(completed, ids);
      found.push(this.#foundOf(ids));
      this.listener?.ended(earliest, "emitted");
      this.#buffer.releaseNode(earliest.entry, earliest.version);
    }
    return found;
  }

  #foundOf(ids: MatchedIds): FoundMatch<T> {
    const match = this.#buffer.materialize(ids);
    const records = this.listener === null ? NOTHING : [...ids.values()].flat().map((id) => this.#buffer.recordOf(id));
    return { match, ids, records };
  }

  #prune(matches: ComputationState[], ids: MatchedIds): void {
    const skip = this.#skip;
    if (!skip.isSkipStrategy) return;
    const pruning = skip.pruningEvent(ids);
    if (pruning === null) return;
    removeIf(matches, (candidate) => {
      if (candidate.start === null || !skip.shouldPrune(candidate.start, pruning)) return false;
      this.listener?.ended(candidate, "skipped");
      this.#buffer.releaseNode(candidate.entry, candidate.version);
      return true;
    });
  }

  #eventsForPattern(name: string): Iterable<T> {
    if (name === null || name === undefined) throw nullPointer("The name of the stage is null.");
    this.#matchedEvents ??= this.#buffer.materialize(this.idsOf(this.#computation));
    return this.#matchedEvents.get(name) ?? NOTHING;
  }

  /** The ids of what a partial match has taken, by stage. */
  idsOf({ entry, version }: ComputationState): MatchedIds {
    if (entry === null) return new Map();
    const paths = this.#buffer.extractPatterns(entry, version);
    if (paths.length > 1) throw illegalState("A partial match has more than one way back through the shared buffer.");
    return paths[0] ?? new Map<string, readonly EventId[]>();
  }

  #nodeOf({ state }: ComputationState): NfaNode<T> {
    const node = this.#nodes.get(state);
    if (node === undefined) throw unknownState(state, this.#nodes.keys());
    return node;
  }
}

function isSelfIgnore<T>(edge: NfaEdge<T>, node: NfaNode<T>): boolean {
  return edge.action === "IGNORE" && edge.target === node;
}
