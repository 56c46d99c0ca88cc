/** The door of `cep`: patterns, conditions, functions over matches, the operator. */
export { AfterMatchSkipStrategy, SkipToElementStrategy } from "./after-match-skip-strategy";
export { CepOperator, type CepOperatorOptions } from "./cep-operator";
export {
  type ConditionLike,
  IterativeCondition,
  type IterativeConditionContext,
  RichIterativeCondition,
  SimpleCondition,
} from "./conditions";
export type { EventComparator } from "./event-queue";
export {
  type PatternContext,
  type PatternFlatSelectFunction,
  type PatternFlatSelectLike,
  type PatternFlatTimeoutFunction,
  type PatternFlatTimeoutLike,
  PatternProcessFunction,
  type PatternSelectFunction,
  type PatternSelectLike,
  type PatternTimeoutFunction,
  type PatternTimeoutLike,
  type TimedOutPartialMatchHandler,
} from "./functions";
export {
  fromFlatSelect,
  fromProcessFunction,
  fromSelect,
  type MatchFunctions,
  type TimeoutTo,
} from "./match-functions";
export { compilePattern } from "./nfa-compiler/compile-pattern";
export { GroupPattern, Pattern, WithinType } from "./pattern";
export type { Match } from "./shared-buffer";
