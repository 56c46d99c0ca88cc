/**
 * From a pattern to its states. Answers to Flink 2.3's `NFACompiler`, of which it keeps the order in which states and
 * edges are made, since that decides names (and with them quantifier windows) and the order of matches.
 *
 * Compiled from the last stage backwards: each stage is given the state that follows it, its sink.
 */
import { nullPointer } from "../../core/index";
import { and, type Condition, not } from "../conditions";
import { GroupPattern, type Pattern } from "../pattern";
import type { Times } from "../quantifier";
import { beforeUntil, GroupContext } from "./group-context";
import { checkLastNot, checkNames, checkSkipStrategy, checkWindows, refuseEndlessLoops } from "./pattern-checks";
import { ENDING_STATE_NAME, isRepeatedName, originalName, StateNames } from "./state-names";
import { State, type StateType } from "./states";

export type CompiledPattern<T> = {
  /** In the order in which they were made. */
  readonly states: readonly State<T>[];
  /** Between first and last event, in milliseconds; 0 for none. */
  readonly windowMillis: number;
  /** Between the event before and the one a state waits for, by the state's name. */
  readonly stateWindows: ReadonlyMap<string, number>;
};

/** Compiles a pattern; refuses what cannot be one with Flink's `MalformedPatternException`. */
export function compilePattern<T>(pattern: Pattern<T>): CompiledPattern<T> {
  return new PatternCompiler(pattern).compile();
}

type NotCondition<T> = { readonly condition: Condition<T>; readonly name: string };

class PatternCompiler<T> {
  readonly #last: Pattern<T>;
  readonly #names = new StateNames();
  readonly #states: State<T>[] = [];
  readonly #stopStates = new Map<string, State<T>>();
  readonly #stateWindows = new Map<string, number>();
  readonly #groups = new GroupContext<T>();
  /** Of a greedy loop with `until`: the copy of its sink without the greedy restriction, by the sink's name. */
  readonly #unrestrictedSinks = new Map<string, State<T>>();
  #windowMillis: number | null = null;
  #current: Pattern<T>;
  #following: Pattern<T> | null = null;

  constructor(pattern: Pattern<T>) {
    this.#last = pattern;
    this.#current = pattern;
  }

  compile(): CompiledPattern<T> {
    checkNames(this.#last);
    checkSkipStrategy(this.#last);
    const ending = this.#makeState(ENDING_STATE_NAME, "Final");
    this.#windowMillis = this.#last.getWindowSize();
    const start = this.#convertStage(this.#convertLaterStages(ending));
    start.type = "Start";
    checkWindows(this.#windowMillis, this.#stateWindows);
    checkLastNot(this.#last, this.#windowMillis, this.#stateWindows);
    refuseEndlessLoops(this.#states);
    return { states: this.#states, windowMillis: this.#windowMillis ?? 0, stateWindows: this.#stateWindows };
  }

  /** All stages but the first of the sequence, from the last on. */
  #convertLaterStages(ending: State<T>): State<T> {
    let sink = ending;
    for (let previous = this.#current.getPrevious(); previous !== null; previous = this.#current.getPrevious()) {
      sink = this.#convertLaterStage(sink);
      this.#following = this.#current;
      this.#current = previous;
      const window = previous.getWindowSize();
      if (window !== null && (this.#windowMillis === null || window < this.#windowMillis)) this.#windowMillis = window;
    }
    return sink;
  }

  #convertLaterStage(sink: State<T>): State<T> {
    switch (this.#current.getQuantifier().consumingStrategy) {
      case "NOT_FOLLOW":
        return this.#convertNotFollow(sink);
      case "NOT_NEXT":
        return this.#convertNotNext(sink);
      default:
        return this.#convertStage(sink);
    }
  }

  /** In the middle it only adds edges to other stages; as the last stage with a window it waits for the time-out. */
  #convertNotFollow(sink: State<T>): State<T> {
    const hasWindow = this.#current.getWindowSize("PREVIOUS_AND_CURRENT") !== null || (this.#windowMillis ?? 0) > 0;
    if (!hasWindow || sink.type !== "Final") return sink;
    const pending = this.#makeStageState("Pending");
    const condition = this.#groups.takeCondition(this.#current);
    pending.add("PROCEED", this.#stopState({ condition, name: this.#current.getName() }), condition);
    pending.add("IGNORE", pending, not(condition));
    return pending;
  }

  #convertNotNext(sink: State<T>): State<T> {
    const state = this.#makeStageState("Normal");
    const condition = this.#groups.takeCondition(this.#current);
    const stop = this.#stopState({ condition, name: this.#current.getName() });
    state.add(sink.type === "Final" ? "IGNORE" : "PROCEED", sink, not(condition));
    state.add("PROCEED", stop, condition);
    return state;
  }

  #convertStage(sink: State<T>): State<T> {
    const stage = this.#current;
    const times = stage.getTimes();
    let first: State<T>;
    if (times === null) {
      first = this.#convertSingle(sink, sink, this.#groups.takeCondition(stage), this.#groups.ignoreCondition(stage));
    } else if (stage.getQuantifier().kind === "LOOPING") {
      this.#setFirstOfLoop(false);
      const looping = this.#convertLoop(this.#copyWithoutTransitiveNots(sink));
      this.#setFirstOfLoop(true);
      first = this.#convertTimes(looping, sink, times);
    } else {
      first = this.#convertTimes(sink, sink, times);
    }
    this.#addStops(first);
    return first;
  }

  /** The mandatory events of a stage in front of `sink`, and for `times(from, to)` the optional ones behind them. */
  #convertTimes(sink: State<T>, proceedTo: State<T>, times: Times): State<T> {
    const stage = this.#current;
    this.#setFirstOfLoop(false);
    const until = stage.getUntilCondition();
    const inner = this.#groups.innerIgnoreCondition(stage);
    const ignore = inner === null ? null : beforeUntil(inner, until);
    const take = beforeUntil(this.#groups.takeCondition(stage), until);
    if (stage.getQuantifier().isGreedy && times.from !== times.to) {
      if (until !== null) this.#unrestrictedSinks.set(sink.name, this.#copy(sink));
      restrictToNot(sink, take);
    }
    let first = sink;
    for (let i = times.from; i < times.to; i++) {
      first = this.#convertSingle(first, proceedTo, take, ignore, true);
      this.#addStopToLoop(first);
    }
    for (let i = 1; i < times.from; i++) {
      first = this.#convertSingle(first, null, take, ignore, false);
      this.#addStopToLoop(first);
    }
    this.#setFirstOfLoop(true);
    return this.#convertSingle(first, proceedTo, take, this.#groups.ignoreCondition(stage));
  }

  /**
   * One event of a stage, or one round of a group. An optional one may be left out by its PROCEED edge to `proceedTo`;
   * once it has ignored an event it waits in a copy without that edge, so that each way is gone once only.
   */
  #convertSingle(
    sink: State<T>,
    proceedTo: State<T> | null,
    take: Condition<T>,
    ignore: Condition<T> | null,
    isOptional = this.#current.getQuantifier().isOptional,
  ): State<T> {
    if (this.#current instanceof GroupPattern) {
      return this.#convertGroup(this.#current as GroupPattern<T>, sink, isOptional ? proceedTo : null);
    }
    const state = this.#makeStageState("Normal");
    const takeTo = this.#copyWithoutTransitiveNots(sink);
    state.add("TAKE", takeTo, take);
    if (isOptional) this.#addOptionalProceed(state, proceedTo as State<T>);
    if (ignore === null) return state;
    if (isOptional || this.#groups.isHeadOfOptionalGroup(this.#current)) {
      const ignoring = this.#makeState(this.#current.getName(), "Normal");
      ignoring.add("TAKE", takeTo, take);
      ignoring.add("IGNORE", ignoring, ignore);
      this.#addStops(ignoring);
      state.add("IGNORE", ignoring, ignore);
    } else {
      state.add("IGNORE", state, ignore);
    }
    return state;
  }

  #addOptionalProceed(state: State<T>, proceedTo: State<T>): void {
    const always = this.#groups.proceedCondition();
    const { isGreedy } = this.#current.getQuantifier();
    const until = this.#current.getUntilCondition();
    if (!isGreedy || until === null) {
      state.add("PROCEED", proceedTo, always);
      return;
    }
    state.add("PROCEED", this.#unrestrictedSinks.get(proceedTo.name) ?? null, and(always, until));
    state.add("PROCEED", proceedTo, and(always, not(until)));
  }

  /** The stages of the group in front of `sink`; an optional round may be left out by a PROCEED edge of its first state. */
  #convertGroup(group: GroupPattern<T>, sink: State<T>, proceedTo: State<T> | null): State<T> {
    const always = this.#groups.proceedCondition();
    const first = this.#convertStagesOf(group, sink);
    if (proceedTo !== null) first.add("PROCEED", proceedTo, always);
    return first;
  }

  #convertStagesOf(group: GroupPattern<T>, sink: State<T>): State<T> {
    const current = this.#current;
    const following = this.#following;
    const outerGroup = this.#groups.group;
    this.#groups.group = group;
    this.#current = group.getRawPattern();
    const first = this.#convertStage(this.#convertLaterStages(sink));
    this.#current = current;
    this.#following = following;
    this.#groups.group = outerGroup;
    return first;
  }

  /** Rounds without end: what the last stage leads to goes on to the first state, which may also leave to the sink. */
  #convertLoopingGroup(group: GroupPattern<T>, sink: State<T>): State<T> {
    const always = this.#groups.proceedCondition();
    const betweenRounds = this.#makeStageState("Normal");
    const first = this.#convertStagesOf(group, betweenRounds);
    first.add("PROCEED", sink, always);
    betweenRounds.add("PROCEED", first, always);
    return first;
  }

  #convertLoop(sink: State<T>): State<T> {
    const stage = this.#current;
    if (stage instanceof GroupPattern) return this.#convertLoopingGroup(stage as GroupPattern<T>, sink);
    const until = stage.getUntilCondition();
    const inner = this.#groups.innerIgnoreCondition(stage);
    const ignore = inner === null ? null : beforeUntil(inner, until);
    const take = beforeUntil(this.#groups.takeCondition(stage), until);
    const loop = this.#makeStageState("Normal");
    this.#addLoopExit(loop, sink, until);
    loop.add("TAKE", loop, take);
    this.#addStopToLoop(loop);
    if (ignore !== null) {
      const ignoring = this.#makeState(stage.getName(), "Normal");
      ignoring.add("TAKE", loop, take);
      ignoring.add("IGNORE", ignoring, ignore);
      loop.add("IGNORE", ignoring, ignore);
      this.#addStopToLoop(ignoring);
    }
    return loop;
  }

  #addLoopExit(loop: State<T>, sink: State<T>, until: Condition<T> | null): void {
    const always = this.#groups.proceedCondition();
    if (!this.#current.getQuantifier().isGreedy) {
      loop.add("PROCEED", sink, always);
      return;
    }
    if (until === null) {
      loop.add("PROCEED", sink, always);
    } else {
      const unrestricted = this.#copy(sink);
      loop.add("PROCEED", unrestricted, and(always, until));
      this.#unrestrictedSinks.set(sink.name, unrestricted);
      loop.add("PROCEED", sink, and(always, not(until)));
    }
    restrictToNot(sink, this.#groups.takeCondition(this.#current));
  }

  /** A state in which a partial match waits for the current stage, with the stage's window where it has one. */
  #makeStageState(type: StateType): State<T> {
    const stage = this.#current;
    const state = this.#makeState(stage.getName(), type);
    const times = stage.getTimes();
    if (times === null) {
      const window = stage.getWindowSize("PREVIOUS_AND_CURRENT");
      if (window !== null) this.#stateWindows.set(state.name, window);
    } else if (times.windowMillis !== null && isRepeatedName(state.name)) {
      this.#stateWindows.set(state.name, times.windowMillis);
    }
    return state;
  }

  #makeState(baseName: string, type: StateType): State<T> {
    const state = new State<T>(this.#names.unique(baseName), type);
    this.#states.push(state);
    return state;
  }

  /** One for each NOT stage. Its edge to itself turns reaching it into a product of the event. */
  #stopState({ condition, name }: NotCondition<T>): State<T> {
    const known = this.#stopStates.get(name);
    if (known !== undefined) return known;
    const stop = this.#makeState(name, "Stop");
    stop.add("TAKE", stop, condition);
    this.#stopStates.set(name, stop);
    return stop;
  }

  /** The `notFollowedBy` right before the current stage, and those before optional stages in between. */
  #notConditions(): NotCondition<T>[] {
    const found: NotCondition<T>[] = [];
    for (let stage = this.#current.getPrevious(); stage !== null; stage = stage.getPrevious()) {
      const { consumingStrategy, isOptional } = stage.getQuantifier();
      if (consumingStrategy === "NOT_FOLLOW") {
        found.push({ condition: this.#groups.takeCondition(stage), name: stage.getName() });
      } else if (!isOptional) {
        break;
      }
    }
    return found;
  }

  #addStops(state: State<T>): void {
    for (const not of this.#notConditions()) state.add("PROCEED", this.#stopState(not), not.condition);
  }

  /** A `notFollowedBy` behind a loop also ends matches that are still in the loop. */
  #addStopToLoop(state: State<T>): void {
    const following = this.#following;
    if (following === null || following.getQuantifier().consumingStrategy !== "NOT_FOLLOW") return;
    const condition = this.#groups.takeCondition(following);
    state.add("PROCEED", this.#stopState({ condition, name: following.getName() }), condition);
  }

  /** Behind an optional stage that was taken, the NOT stages in front of it do not count any more. */
  #copyWithoutTransitiveNots(sink: State<T>): State<T> {
    const nots = this.#notConditions();
    if (nots.length === 0 || !this.#current.getQuantifier().isOptional) return sink;
    const copy = this.#makeState(sink.name, sink.type);
    for (const { action, target, condition } of sink.transitions) {
      if (target === null) throw nullPointer("A greedy loop with until behind a notFollowedBy leads nowhere.");
      if (action !== "PROCEED") copy.add(action, target === sink ? copy : target, condition);
      else if (target.type !== "Stop") copy.add(action, this.#copyWithoutTransitiveNots(target), condition);
      else if (!nots.some((not) => not.name === target.name)) copy.add(action, target, condition);
    }
    return copy;
  }

  #copy(state: State<T>): State<T> {
    const copy = this.#makeState(originalName(state.name), state.type);
    for (const { action, target, condition } of state.transitions) {
      if (target === null) throw nullPointer("A greedy loop with until behind a notFollowedBy leads nowhere.");
      copy.add(action, target === state ? copy : target, condition);
    }
    return copy;
  }

  #setFirstOfLoop(isFirst: boolean): void {
    if (this.#current instanceof GroupPattern) this.#groups.setFirstOfLoop(this.#current as Pattern<T>, isFirst);
  }
}

/** A greedy stage: what follows gets only events that the stage does not take. Changes the edges in place. */
function restrictToNot<T>(sink: State<T>, take: Condition<T>): void {
  for (const transition of sink.transitions) transition.condition = and(transition.condition, not(take));
}
