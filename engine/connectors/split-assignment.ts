/**
 * Which splits a subtask reads, and when it gets them. Answers to Flink's split enumerators, without their line to the
 * readers: each subtask works out its share alone. Split i of the list belongs to subtask i modulo the parallelism.
 *
 * After a restore a subtask has what its state holds: the splits that it was reading, and those that waited. Splits that
 * appear later are shared out anew among those that nobody had taken.
 */
import { type ListState, ListStateDescriptor, type OperatorStateStore } from "../state/index";
import type { SourceSplit, SplitSource } from "./source";

/** The name of the splits' state, as in Flink. */
const READER_STATE = "SourceReaderState";
/** Splits that are assigned to the subtask, but not handed to its reader. */
const WAITING_STATE = "SourceSplitsWaiting";
/** All ids together are those of all splits ever taken. It is in every snapshot, so that it also says: restored. */
const TAKEN_STATE = "SourceSplitsTaken";

export type SubtaskPlace = { readonly subtaskIndex: number; readonly parallelism: number };

export class SplitAssignment<S extends SourceSplit> {
  readonly #source: SplitSource<unknown, S>;
  readonly #place: SubtaskPlace;
  readonly #readerState: ListState<S>;
  readonly #waitingState: ListState<S>;
  readonly #takenState: ListState<readonly string[]>;
  /** Splits that somebody had taken before the restore, and all that this subtask has looked at since. */
  readonly #known = new Set<string>();
  readonly #taken: string[] = [];
  #waiting: S[] = [];

  constructor(source: SplitSource<unknown, S>, place: SubtaskPlace, operatorState: OperatorStateStore) {
    this.#source = source;
    this.#place = place;
    this.#readerState = operatorState.getListState(new ListStateDescriptor<S>(READER_STATE));
    this.#waitingState = operatorState.getListState(new ListStateDescriptor<S>(WAITING_STATE));
    this.#takenState = operatorState.getUnionListState(new ListStateDescriptor<readonly string[]>(TAKEN_STATE));
  }

  /** What the reader begins with: the restored splits, or, at a fresh start, the first of the subtask's share. */
  start(nowMillis: number): readonly S[] {
    const takenBefore = [...this.#takenState.get()];
    if (takenBefore.length === 0) {
      this.#take(this.#source.createSplits(this.#place.parallelism, nowMillis));
      return this.next();
    }
    for (const splitId of takenBefore.flat()) this.#known.add(splitId);
    if (this.#place.subtaskIndex === 0) this.#taken.push(...this.#known);
    const assigned = [...this.#readerState.get()];
    this.#waiting = [...this.#waitingState.get()];
    return assigned.length > 0 ? assigned : this.next();
  }

  /** What the reader gets when it has nothing to read: one split, or all where the source does not assign on request. */
  next(): readonly S[] {
    const count = this.#source.assignsOnRequest === true ? 1 : this.#waiting.length;
    return this.#waiting.splice(0, count);
  }

  /** Looks for splits that have appeared. */
  discover(nowMillis: number): void {
    if (this.#source.discovery !== undefined) this.#take(this.#source.discovery.splitsAt(nowMillis));
  }

  snapshot(readerSplits: readonly S[]): void {
    this.#readerState.update(readerSplits);
    this.#waitingState.update(this.#waiting);
    this.#takenState.update([this.#taken]);
  }

  #take(splits: readonly S[]): void {
    const { parallelism, subtaskIndex } = this.#place;
    splits.forEach((split, index) => {
      if (this.#known.has(split.splitId)) return;
      this.#known.add(split.splitId);
      const owner = this.#source.ownerOf?.(split, parallelism) ?? index % parallelism;
      if (owner !== subtaskIndex) return;
      this.#taken.push(split.splitId);
      this.#waiting.push(split);
    });
  }
}
