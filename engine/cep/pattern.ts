/**
 * A sequence of stages to look for. Answers to Flink's `Pattern` and `GroupPattern`.
 *
 * As in Flink, each stage knows the one before it; methods that describe a stage change it and give it back, methods
 * that append give the new stage. A pattern is its last stage. What a stage refuses, it refuses when it is called.
 */
import { Duration, illegalArgument, nullPointer, unsupportedOperation } from "../core/index";
import { AfterMatchSkipStrategy } from "./after-match-skip-strategy";
import { and, type Condition, type ConditionLike, or, TRUE, userCondition } from "./conditions";
import { malformedPattern } from "./errors";
import { type ConsumingStrategy, Quantifier, type Times, timesOf } from "./quantifier";

/** Between which events a window holds. Flink's `WithinType`. */
export type WithinType = "FIRST_AND_LAST" | "PREVIOUS_AND_CURRENT";
export const WithinType = { FIRST_AND_LAST: "FIRST_AND_LAST", PREVIOUS_AND_CURRENT: "PREVIOUS_AND_CURRENT" } as const;

type SubtypeClass<S> = abstract new (...args: never[]) => S;

export class Pattern<T, F extends T = T> {
  readonly #name: string;
  readonly #previous: Pattern<T> | null;
  readonly #skip: AfterMatchSkipStrategy;
  readonly #windows = new Map<WithinType, number>();
  #condition: Condition<F> | null = null;
  #until: Condition<F> | null = null;
  #quantifier: Quantifier;
  #times: Times | null = null;

  /** Use `Pattern.begin`, and the methods that append. */
  protected constructor(
    name: string,
    previous: Pattern<T> | null,
    consumingStrategy: ConsumingStrategy,
    skip: AfterMatchSkipStrategy,
  ) {
    if (name === null || name === undefined) throw nullPointer("The name of a stage is null.");
    this.#name = name;
    this.#previous = previous;
    this.#quantifier = new Quantifier("SINGLE", consumingStrategy);
    this.#skip = skip;
  }

  /** The first stage: a name, or a group, which is a pattern of its own. */
  static begin<T>(name: string, skip?: AfterMatchSkipStrategy): Pattern<T>;
  static begin<T, F extends T>(group: Pattern<T, F>, skip?: AfterMatchSkipStrategy): GroupPattern<T, F>;
  static begin<T>(what: string | Pattern<T>, skip = AfterMatchSkipStrategy.noSkip()): Pattern<T> {
    if (what instanceof Pattern) return new GroupPattern<T, T>(null, what, "STRICT", skip);
    return new Pattern<T>(what, null, "STRICT", skip);
  }

  getName(): string {
    return this.#name;
  }
  getPrevious(): Pattern<T> | null {
    return this.#previous;
  }
  getQuantifier(): Quantifier {
    return this.#quantifier;
  }
  getTimes(): Times | null {
    return this.#times;
  }
  getAfterMatchSkipStrategy(): AfterMatchSkipStrategy {
    return this.#skip;
  }
  /** What an event must fulfil to be taken; without any, every event does. */
  getCondition(): Condition<F> {
    return this.#condition ?? TRUE;
  }
  getUntilCondition(): Condition<F> | null {
    return this.#until;
  }
  /** The window in milliseconds; null where the stage has none of this kind. */
  getWindowSize(withinType: WithinType = "FIRST_AND_LAST"): number | null {
    return this.#windows.get(withinType) ?? null;
  }

  /** An event must fulfil this too, besides what was asked before. */
  where(condition: ConditionLike<F>): this {
    const added = userCondition(checked(condition));
    this.#condition = this.#condition === null ? added : and(this.#condition, added);
    return this;
  }

  /** An event may fulfil this instead of all that was asked before. */
  or(condition: ConditionLike<F>): this {
    const added = userCondition(checked(condition));
    this.#condition = this.#condition === null ? added : or(this.#condition, added);
    return this;
  }

  /** An event must be an instance of this class too. */
  subtype<S extends F>(subtypeClass: SubtypeClass<S>): Pattern<T, S> {
    if (subtypeClass === null || subtypeClass === undefined) throw nullPointer("The class cannot be null.");
    this.where((value) => value instanceof subtypeClass);
    return this;
  }

  /** Ends a loop: from the first event that fulfils this on, nothing more is taken into it. */
  until(condition: ConditionLike<F>): this {
    const added = userCondition(checked(condition));
    if (this.#until !== null) {
      throw malformedPattern("Only one until condition can be applied.", "Join the conditions into one.");
    }
    if (this.#quantifier.kind !== "LOOPING") {
      throw malformedPattern(
        "The until condition is only applicable to looping states.",
        "Call oneOrMore() or timesOrMore(n) before until().",
      );
    }
    this.#until = added;
    return this;
  }

  /**
   * How much time may pass: between first and last event of the whole match (the least of all stages counts), or
   * between the event taken before and this stage's. An event exactly that much later is too late. Null: no change.
   */
  within(windowTime: Duration | number | null, withinType: WithinType = "FIRST_AND_LAST"): this {
    if (windowTime !== null && windowTime !== undefined) this.#windows.set(withinType, millisOf(windowTime));
    return this;
  }

  /** The next event must fit the new stage. */
  next(name: string): Pattern<T>;
  next<G extends T>(group: Pattern<T, G>): GroupPattern<T, G>;
  next(what: string | Pattern<T>): Pattern<T> {
    return this.#append(what, "STRICT");
  }

  /** The first later event that fits the new stage is taken. */
  followedBy(name: string): Pattern<T>;
  followedBy<G extends T>(group: Pattern<T, G>): GroupPattern<T, G>;
  followedBy(what: string | Pattern<T>): Pattern<T> {
    return this.#append(what, "SKIP_TILL_NEXT");
  }

  /** Any later event that fits the new stage is taken, each in a match of its own. */
  followedByAny(name: string): Pattern<T>;
  followedByAny<G extends T>(group: Pattern<T, G>): GroupPattern<T, G>;
  followedByAny(what: string | Pattern<T>): Pattern<T> {
    return this.#append(what, "SKIP_TILL_ANY");
  }

  /** The next event must not fit the new stage. */
  notNext(name: string): Pattern<T> {
    this.#refuseNotAfterOptional();
    return this.#append(name, "NOT_NEXT");
  }

  /** No event before the stage after this may fit it; as the last stage it needs a window, whose end is the match. */
  notFollowedBy(name: string): Pattern<T> {
    this.#refuseNotAfterOptional();
    return this.#append(name, "NOT_FOLLOW");
  }

  /** The stage may be left out. */
  optional(): this {
    if (this.#previous?.getQuantifier().isGreedy === true) {
      throw malformedPattern(
        "Optional pattern cannot be preceded by greedy pattern",
        "Leave out greedy() on the stage before, or optional() here.",
      );
    }
    this.#quantifier.optional();
    return this;
  }

  /** One event or more; `windowTime` is the most that may pass before the first of them. */
  oneOrMore(windowTime: Duration | null = null): this {
    return this.#quantify("LOOPING", 1, 1, windowTime);
  }

  /** Exactly `times` events, or between `from` and `to`; 0 makes the stage optional. */
  times(times: number, windowTime?: Duration | null): this;
  times(from: number, to: number, windowTime?: Duration | null): this;
  times(from: number, second: number | Duration | null = null, windowTime: Duration | null = null): this {
    if (typeof second === "number") return this.#timesBetween(from, second, windowTime);
    this.#checkNoQuantifier();
    if (!(from > 0)) throw illegalArgument("You should give a positive number greater than 0.");
    return this.#quantify("TIMES", from, from, second);
  }

  /** `times` events or more. */
  timesOrMore(times: number, windowTime: Duration | null = null): this {
    return this.#quantify("LOOPING", times, times, windowTime);
  }

  /** The loop takes every event that it can; what follows gets the others only. */
  greedy(): this {
    this.#checkNoNotPattern();
    this.checkNoGroup();
    this.#quantifier.greedy();
    return this;
  }

  /** Between the events of this stage others that fit may be left out, each choice in a match of its own. */
  allowCombinations(): this {
    this.#quantifier.combinations();
    return this;
  }

  /** Between the events of this stage no other may stand. */
  consecutive(): this {
    this.#quantifier.consecutive();
    return this;
  }

  /** Refused on groups. */
  protected checkNoGroup(): void {}

  #append(what: string | Pattern<T>, strategy: ConsumingStrategy): Pattern<T> {
    const before = this as unknown as Pattern<T>;
    if (what instanceof Pattern) return new GroupPattern<T, T>(before, what, strategy, this.#skip);
    return new Pattern<T>(what, before, strategy, this.#skip);
  }

  #quantify(kind: "LOOPING" | "TIMES", from: number, to: number, windowTime: Duration | null): this {
    this.#checkNoQuantifier();
    this.#quantifier = new Quantifier(kind, this.#quantifier.consumingStrategy);
    this.#times = timesOf(from, to, windowTime === null ? null : windowTime.toMillis());
    return this;
  }

  #timesBetween(from: number, to: number, windowTime: Duration | null): this {
    if (from !== 0) return this.#quantify("TIMES", from, to, windowTime);
    this.#quantify("TIMES", 1, to, windowTime);
    this.#quantifier.optional();
    return this;
  }

  #checkNoNotPattern(): void {
    if (!this.#quantifier.isNot) return;
    throw malformedPattern(
      "Option not applicable to NOT pattern",
      "Put the quantifier on a stage that takes events, not on notNext or notFollowedBy.",
    );
  }

  #checkNoQuantifier(): void {
    this.#checkNoNotPattern();
    if (this.#quantifier.kind === "SINGLE") return;
    throw malformedPattern(
      `Already applied quantifier to this Pattern. Current quantifier is: ${this.#quantifier.toString()}`,
      "Give a stage one of oneOrMore(), times(...) and timesOrMore(n).",
    );
  }

  #refuseNotAfterOptional(): void {
    if (!this.#quantifier.isOptional) return;
    throw unsupportedOperation(
      "Specifying a pattern with an optional path to NOT condition is not supported yet. You can simulate such " +
        "pattern with two independent patterns, one with and the other without the optional part.",
      { hint: "Write two patterns: one with the stage before, one without it." },
    );
  }
}

/** A pattern as one stage of another. Flink's `GroupPattern`. */
export class GroupPattern<T, F extends T = T> extends Pattern<T, F> {
  readonly #group: Pattern<T>;

  constructor(
    previous: Pattern<T> | null,
    group: Pattern<T>,
    consumingStrategy: ConsumingStrategy,
    skip: AfterMatchSkipStrategy,
  ) {
    super("GroupPattern", previous, consumingStrategy, skip);
    this.#group = group;
  }

  getRawPattern(): Pattern<T> {
    return this.#group;
  }

  override where(_condition: ConditionLike<F>): this {
    throw refusedOnGroup("where");
  }
  override or(_condition: ConditionLike<F>): this {
    throw refusedOnGroup("or");
  }
  override subtype<S extends F>(_subtypeClass: SubtypeClass<S>): Pattern<T, S> {
    throw refusedOnGroup("subtype");
  }

  protected override checkNoGroup(): void {
    throw malformedPattern("Option not applicable to group pattern", "Call greedy() on a stage inside the group.");
  }
}

function refusedOnGroup(clause: string) {
  return unsupportedOperation(`GroupPattern does not support ${clause} clause.`, {
    hint: `Call ${clause}() on the stages inside the group.`,
  });
}

function checked<C>(condition: C): C {
  if (condition === null || condition === undefined) throw nullPointer("The condition cannot be null.");
  return condition;
}

function millisOf(windowTime: Duration | number): number {
  return (windowTime instanceof Duration ? windowTime : Duration.ofMillis(windowTime)).toMillis();
}
