/**
 * The states and edges that a pattern is compiled to. Answers to Flink's `State` and `StateTransition`.
 *
 * An edge is tried with the current event: TAKE consumes it, IGNORE lets it pass, PROCEED only moves on and tries the
 * target's edges with the same event.
 */
import type { Condition } from "../conditions";

export type StateType = "Start" | "Final" | "Normal" | "Pending" | "Stop";
export type StateTransitionAction = "TAKE" | "IGNORE" | "PROCEED";

export class StateTransition<T> {
  constructor(
    readonly source: State<T>,
    readonly action: StateTransitionAction,
    /** Null where Flink leads an edge nowhere: following it fails. */
    readonly target: State<T> | null,
    public condition: Condition<T>,
  ) {}
}

export class State<T> {
  readonly transitions: StateTransition<T>[] = [];

  constructor(
    /** Unique among the states of a pattern: the stage's name, from the second state on with `:0`, `:1`, ... */
    readonly name: string,
    public type: StateType,
  ) {}

  /** Adds an edge; the order of the edges is the order in which they are tried. */
  add(action: StateTransitionAction, target: State<T> | null, condition: Condition<T>): void {
    this.transitions.push(new StateTransition(this, action, target, condition));
  }
}
