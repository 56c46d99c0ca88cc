/**
 * What a reader outside sees while the job runs: of an exactly-once sink only results that the program has, none doubled,
 * and nothing that was visible goes away; at the end all of them, those of a key in their order. Of an at-least-once sink
 * all, and those that came twice may have done so.
 */
import { groupByKey, itemText } from "../oracle";
import type { Item, SinkSpec } from "../scenario";
import type { SimulatedSink } from "../sinks";
import type { Traits } from "../traits";
import { InvariantViolation } from "../violation";
import { differences, type RunCheck, tally } from "./check";
import { originOf, type Positions } from "./positions";

/** A view that is read as a whole is read every so many steps. */
const STEPS_BETWEEN_VIEWS = 64;

export type OutsideFacts = {
  readonly spec: SinkSpec;
  readonly sink: SimulatedSink;
  readonly expected: readonly Item[];
  readonly traits: Traits;
  /** State holds each record once: barriers are not only counted. */
  readonly isExact: boolean;
  /** Barriers may overtake: records behind the position of their source are processed again. */
  readonly isUnaligned: boolean;
  /** A broker ends transactions, whose records are lost when they were to be committed. */
  readonly mayLose: boolean;
};

export class OutsideCheck implements RunCheck {
  readonly #facts: OutsideFacts;
  readonly #expected: ReadonlyMap<string, number>;
  #seen = new Map<string, number>();
  #seenCount = 0;
  /** From the moment on at which the job goes back behind what a savepoint has committed, as in Flink. */
  #mayDouble = false;

  constructor(facts: OutsideFacts) {
    this.#facts = facts;
    const expected = tally(facts.expected.map(itemText));
    this.#expected = facts.spec.kind === "table" ? new Map([...expected.keys()].map((text) => [text, 1])) : expected;
  }

  onStoppingFailed(): void {
    this.#mayDouble = true;
  }

  afterStep(step: number): void {
    const { spec, sink } = this.#facts;
    if (sink.isList) this.#readOn(step);
    // A collecting sink takes back what it showed at an end of the input that did not last: it is read at the end.
    else if (step % STEPS_BETWEEN_VIEWS === 0 && spec.kind !== "collect") this.#readAll(`step ${step}`);
  }

  /** After the run; `restores` are the positions from which it was restored, one for each restart. */
  atEnd(restores: readonly Positions[]): void {
    const { spec, sink, expected, traits, mayLose } = this.#facts;
    if (!sink.isList) this.#readAll("the end");
    if (this.#isExactlyOnce) {
      if (mayLose) return;
      const found = differences(this.#seen, this.#expected);
      if (found !== "")
        throw new InvariantViolation("exactly-once results equal the program's", `${spec.id}: ${found}`);
      if (traits.ordered && sink.isOrdered) this.#compareOrder(sink.visible(), expected);
      return;
    }
    for (const [text, wanted] of this.#expected) {
      const count = this.#seen.get(text) ?? 0;
      const most = wanted * (1 + repeats(text, restores, this.#facts));
      if ((count >= wanted || mayLose) && count <= most) continue;
      throw new InvariantViolation(
        "at-least-once results contain the program's, doubled only where they were replayed",
        `${spec.id}: ${count} times, ${wanted} to ${most} allowed: ${text}`,
      );
    }
  }

  get #isExactlyOnce(): boolean {
    const { spec, isExact } = this.#facts;
    return spec.guarantee === "exactly-once" && isExact && !this.#mayDouble;
  }

  /** What has been added since the last time. */
  #readOn(step: number): void {
    const visible = this.#facts.sink.visible();
    if (visible.length < this.#seenCount) {
      throw new InvariantViolation("what is committed stays", `${this.#facts.spec.id} at step ${step}`);
    }
    for (; this.#seenCount < visible.length; this.#seenCount += 1) {
      const text = itemText(visible[this.#seenCount] as Item);
      const count = (this.#seen.get(text) ?? 0) + 1;
      this.#seen.set(text, count);
      this.#checkCount(text, count);
    }
  }

  #readAll(when: string): void {
    const visible = tally(this.#facts.sink.visible().map(itemText));
    for (const [text, count] of this.#seen) {
      if ((visible.get(text) ?? 0) >= count) continue;
      throw new InvariantViolation("what is committed stays", `${this.#facts.spec.id} at ${when}: ${text}`);
    }
    this.#seen = visible;
    for (const [text, count] of visible) this.#checkCount(text, count);
  }

  #checkCount(text: string, count: number): void {
    const { spec } = this.#facts;
    const wanted = this.#expected.get(text) ?? 0;
    if (wanted === 0) throw new InvariantViolation("only results of the program", `${spec.id}: ${text}`);
    if (this.#isExactlyOnce && count > wanted) {
      throw new InvariantViolation("nothing committed is doubled", `${spec.id}: ${text}`);
    }
  }

  #compareOrder(visible: readonly Item[], expected: readonly Item[]): void {
    const actual = groupByKey(visible);
    for (const [key, items] of groupByKey(expected)) {
      const wanted = items.map(itemText).join("\n");
      const got = (actual.get(key) ?? []).map(itemText).join("\n");
      if (got === wanted) continue;
      const detail = `${this.#facts.spec.id}, key ${key}:\n${got}\ninstead of\n${wanted}`;
      throw new InvariantViolation("results of a key keep their order", detail);
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
