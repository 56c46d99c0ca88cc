/**
 * Recorded patterns, written with the Pattern API, and their conditions.
 */
import {
  AfterMatchSkipStrategy,
  IterativeCondition,
  type IterativeConditionContext,
  Pattern,
  type SkipToElementStrategy,
} from "../../engine/cep/index";
import { Duration, EngineError } from "../../engine/core/index";

/** `[key, type, value, id]`. */
export type CepRecord = readonly [key: string, type: string, value: number, id: number];

type Call = readonly [name: string, ...args: readonly unknown[]];

/** `{how: name or stages, calls}`: one stage. */
export type StageProgram = Readonly<Record<string, unknown>> & { readonly calls?: readonly Call[] };

export type AfterMatchProgram = {
  readonly type: string;
  readonly name?: string;
  readonly throwExceptionOnMiss?: boolean;
};

type RecordedPattern = Pattern<CepRecord>;

/** The whole pattern, as the program calls for it. */
export function buildPattern(stages: readonly StageProgram[], afterMatch?: AfterMatchProgram): RecordedPattern {
  const skip = afterMatch === undefined ? undefined : buildSkipStrategy(afterMatch);
  let pattern: RecordedPattern | null = null;
  for (const stage of stages) {
    const how = Object.keys(stage)[0] as string;
    const what = stage[how] as string | readonly StageProgram[];
    pattern = addStage(pattern, how, typeof what === "string" ? what : buildPattern(what), skip);
    for (const call of stage.calls ?? []) callOn(pattern, call);
  }
  return pattern as RecordedPattern;
}

function addStage(
  before: RecordedPattern | null,
  how: string,
  what: string | RecordedPattern,
  skip: AfterMatchSkipStrategy | undefined,
): RecordedPattern {
  if (before === null) return Pattern.begin<CepRecord>(what as string, skip);
  switch (how) {
    case "next":
      return before.next(what as string);
    case "followedBy":
      return before.followedBy(what as string);
    case "followedByAny":
      return before.followedByAny(what as string);
    case "notNext":
      return before.notNext(what as string);
    case "notFollowedBy":
      return before.notFollowedBy(what as string);
    default:
      throw new Error(`Unknown stage ${how}`);
  }
}

function callOn(pattern: RecordedPattern, [name, ...args]: Call): void {
  const windowAt = args.indexOf("within");
  const window = windowAt === -1 ? null : Duration.ofMillis(args[windowAt + 1] as number);
  const [from = 0, to] = args.slice(0, windowAt === -1 ? args.length : windowAt) as number[];
  switch (name) {
    case "where":
      return void pattern.where(new RecordedCondition(args[0] as ConditionProgram));
    case "or":
      return void pattern.or(new RecordedCondition(args[0] as ConditionProgram));
    case "until":
      return void pattern.until(new RecordedCondition(args[0] as ConditionProgram));
    case "optional":
      return void pattern.optional();
    case "greedy":
      return void pattern.greedy();
    case "consecutive":
      return void pattern.consecutive();
    case "allowCombinations":
      return void pattern.allowCombinations();
    case "oneOrMore":
      return void pattern.oneOrMore(window);
    case "timesOrMore":
      return void pattern.timesOrMore(from, window);
    case "times":
      return void (to === undefined ? pattern.times(from, window) : pattern.times(from, to, window));
    case "within":
      return void pattern.within(Duration.ofMillis(args[0] as number), args[1] as "PREVIOUS_AND_CURRENT" | undefined);
    default:
      throw new Error(`Unknown call ${name}`);
  }
}

function buildSkipStrategy({ type, name = "", throwExceptionOnMiss }: AfterMatchProgram): AfterMatchSkipStrategy {
  const orThrow = (skip: SkipToElementStrategy) => (throwExceptionOnMiss === true ? skip.throwExceptionOnMiss() : skip);
  switch (type) {
    case "noSkip":
      return AfterMatchSkipStrategy.noSkip();
    case "skipToNext":
      return AfterMatchSkipStrategy.skipToNext();
    case "skipPastLastEvent":
      return AfterMatchSkipStrategy.skipPastLastEvent();
    case "skipToFirst":
      return orThrow(AfterMatchSkipStrategy.skipToFirst(name));
    case "skipToLast":
      return orThrow(AfterMatchSkipStrategy.skipToLast(name));
    default:
      throw new Error(`Unknown skip strategy ${type}`);
  }
}

type ConditionProgram = readonly [what: string, ...args: readonly unknown[]];
type Context = IterativeConditionContext<CepRecord>;

/** A condition of a program, evaluated from left to right, and no further than needed. */
class RecordedCondition extends IterativeCondition<CepRecord> {
  constructor(readonly program: ConditionProgram) {
    super();
  }

  filter(event: CepRecord, context: Context): boolean {
    return holds(this.program, event, context);
  }
}

function holds([what, first, second, ...rest]: ConditionProgram, event: CepRecord, context: Context): boolean {
  switch (what) {
    case "and":
      return holds(first as ConditionProgram, event, context) && holds(second as ConditionProgram, event, context);
    case "or":
      return holds(first as ConditionProgram, event, context) || holds(second as ConditionProgram, event, context);
    case "not":
      return !holds(first as ConditionProgram, event, context);
    case "type":
      return [first, second, ...rest].includes(event[1]);
    case "value":
      return [first, second, ...rest].includes(event[2]);
    case "id":
      return [first, second, ...rest].includes(event[3]);
  }
  const left = operand(first, event, context);
  const right = operand(second, event, context);
  switch (what) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "=":
      return left === right;
    default:
      throw new Error(`Unknown condition ${what}`);
  }
}

/** An operand as Java computes it: longs wrap, and a division by 0 fails. */
function operand(program: unknown, event: CepRecord, context: Context): bigint {
  if (typeof program === "number") return BigInt(program);
  if (program === "value") return BigInt(event[2]);
  if (program === "timestamp") return javaLong(context.timestamp());
  if (program === "processingTime") return javaLong(context.currentProcessingTime());
  const [what, first, second] = program as readonly [string, unknown, unknown];
  if (what === "+") {
    return BigInt.asIntN(64, operand(first, event, context) + operand(second, event, context));
  }
  if (what === "/") {
    const dividend = operand(first, event, context);
    const divisor = operand(second, event, context);
    if (divisor === 0n) throw divisionByZero();
    return dividend / divisor;
  }
  const values = [...context.getEventsForPattern(first as string)].map((earlier) => BigInt(earlier[2]));
  switch (what) {
    case "count":
      return BigInt(values.length);
    case "sum":
      return values.reduce((sum, value) => sum + value, 0n);
    case "first":
      return values[0] ?? -1n;
    case "last":
      return values.at(-1) ?? -1n;
    default:
      throw new Error(`Unknown operand ${what}`);
  }
}

function javaLong(timestamp: number): bigint {
  return timestamp === 2 ** 63 ? 2n ** 63n - 1n : BigInt(timestamp);
}

function divisionByZero(): EngineError {
  return new EngineError({ code: "DIVISION", message: "/ by zero", flinkClass: "ArithmeticException" });
}
