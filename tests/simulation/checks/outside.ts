/**
 * What a reader outside sees, after every step: of an exactly-once sink only results that the program has, none doubled,
 * and nothing that was visible goes away; at the end all of them, those of a key in their order. Of an at-least-once sink
 * all, and those that came twice may have done so.
 */
import { groupByKey, itemText } from "../oracle";
import type { Item, SinkSpec } from "../scenario";
import type { Traits } from "../traits";
import { InvariantViolation } from "../violation";
import { differences, type RunCheck, tally } from "./check";
import { originOf, type Positions } from "./positions";

/** What is visible of a sink now, oldest first. */
export type OutsideView = () => readonly Item[];

export type OutsideFacts = {
  readonly sink: SinkSpec;
  readonly view: OutsideView;
  readonly expected: readonly Item[];
  readonly traits: Traits;
  /** State holds each record once: barriers are not only counted. */
  readonly isExact: boolean;
  /** Barriers may overtake: records behind the position of their source are processed again. */
  readonly isUnaligned: boolean;
};

export class OutsideCheck implements RunCheck {
  readonly #facts: OutsideFacts;
  readonly #expected: ReadonlyMap<string, number>;
  readonly #seen = new Map<string, number>();
  #seenCount = 0;
  /** From the moment on at which the job goes back behind what a savepoint has committed, as in Flink. */
  #mayDouble = false;
  #lastSeen: Item | undefined;

  /** A collecting sink takes back what it showed at an end of the input that did not last. */
  readonly #takesBack: boolean;

  constructor(facts: OutsideFacts) {
    this.#facts = facts;
    this.#takesBack = facts.sink.kind === "collect" && facts.sink.guarantee === "exactly-once";
    this.#expected = tally(facts.expected.map(itemText));
  }

  onStoppingFailed(): void {
    this.#mayDouble = true;
  }

  afterStep(step: number): void {
    const visible = this.#facts.view();
    const { id } = this.#facts.sink;
    if (this.#takesBack) return;
    if (visible.length < this.#seenCount || visible[this.#seenCount - 1] !== this.#lastSeen) {
      throw new InvariantViolation("what is committed stays", `${id} at step ${step}`);
    }
    for (; this.#seenCount < visible.length; this.#seenCount += 1) this.#see(visible[this.#seenCount] as Item);
    this.#lastSeen = visible[this.#seenCount - 1];
  }

  get #isExactlyOnce(): boolean {
    const { sink, isExact } = this.#facts;
    return sink.guarantee === "exactly-once" && isExact && !this.#mayDouble;
  }

  #see(item: Item): void {
    const { sink } = this.#facts;
    const text = itemText(item);
    const count = (this.#seen.get(text) ?? 0) + 1;
    this.#seen.set(text, count);
    const wanted = this.#expected.get(text) ?? 0;
    if (wanted === 0) throw new InvariantViolation("only results of the program", `${sink.id}: ${text}`);
    if (this.#isExactlyOnce && count > wanted) {
      throw new InvariantViolation("nothing committed is doubled", `${sink.id}: ${text}`);
    }
  }

  /** After the run; `restores` are the positions from which it was restored, one for each restart. */
  atEnd(restores: readonly Positions[]): void {
    const { sink, expected, traits, view } = this.#facts;
    if (this.#takesBack) for (const item of view()) this.#see(item);
    if (this.#isExactlyOnce) {
      const found = differences(this.#seen, this.#expected);
      if (found !== "")
        throw new InvariantViolation("exactly-once results equal the program's", `${sink.id}: ${found}`);
      if (traits.ordered) this.#compareOrder(view(), expected);
      return;
    }
    for (const [text, wanted] of this.#expected) {
      const count = this.#seen.get(text) ?? 0;
      const most = wanted * (1 + repeats(text, restores, this.#facts));
      if (count >= wanted && count <= most) continue;
      throw new InvariantViolation(
        "at-least-once results contain the program's, doubled only where they were replayed",
        `${sink.id}: ${count} times, ${wanted} to ${most} allowed: ${text}`,
      );
    }
  }

  #compareOrder(visible: readonly Item[], expected: readonly Item[]): void {
    const actual = groupByKey(visible);
    for (const [key, items] of groupByKey(expected)) {
      const wanted = items.map(itemText).join("\n");
      const got = (actual.get(key) ?? []).map(itemText).join("\n");
      if (got !== wanted) {
        throw new InvariantViolation(
          "results of a key keep their order",
          `${this.#facts.sink.id}, key ${key}:\n${got}\ninstead of\n${wanted}`,
        );
      }
    }
  }
}

/**
 * How often a result may have come again: at each restore before its record, or, behind state and what was in flight, at
 * any restore; twice at each where barriers are only counted, since what a snapshot holds may be read again as well.
 */
function repeats(text: string, restores: readonly Positions[], facts: OutsideFacts): number {
  const { traits, isExact, isUnaligned } = facts;
  const origin = traits.stateless && !isUnaligned ? originOf(text) : null;
  if (origin === null) return restores.length * (isExact ? 1 : 2);
  return restores.filter((positions) => (positions.get(origin.split) ?? 0) <= origin.position).length;
}
