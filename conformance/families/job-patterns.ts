/**
 * The patterns of recorded jobs: a small record followed by a large one, and three rising values.
 */
import { CEP, type KeyedStream, type SingleOutputStreamOperator } from "../../engine/api/index";
import { AfterMatchSkipStrategy, type IterativeConditionContext, type Match, Pattern } from "../../engine/cep/index";
import { fold, type UsualRecord } from "./fold";

/** What a job says of its pattern. */
export type JobPattern = {
  readonly pattern?: string;
  readonly skip?: string;
  readonly within?: number;
  readonly n?: number;
  readonly m?: number;
};

/** The pattern over the stream, each match as `[key and value of its last event, fold of all ids]`. */
export function buildPatternOf<K>(
  job: JobPattern,
  stream: KeyedStream<UsualRecord, K>,
): SingleOutputStreamOperator<UsualRecord> {
  const skip =
    job.skip === "pastLastEvent" ? AfterMatchSkipStrategy.skipPastLastEvent() : AfterMatchSkipStrategy.noSkip();
  const pattern = job.pattern === "fraud" ? fraud(job, skip) : rising(skip);
  return CEP.pattern(stream, pattern.within(job.within ?? null))
    .inEventTime()
    .select(lastOf);
}

function fraud({ n = 0, m = 0 }: JobPattern, skip: AfterMatchSkipStrategy): Pattern<UsualRecord> {
  return Pattern.begin<UsualRecord>("small", skip)
    .where((record) => record[1] < n)
    .followedBy("large")
    .where((record) => record[1] > m);
}

function rising(skip: AfterMatchSkipStrategy): Pattern<UsualRecord> {
  return Pattern.begin<UsualRecord>("1", skip).next("2").where(rises("1")).next("3").where(rises("2"));
}

/** Greater than the event of the stage before. */
function rises(before: string) {
  return (record: UsualRecord, context: IterativeConditionContext<UsualRecord>): boolean => {
    for (const earlier of context.getEventsForPattern(before)) return record[1] > earlier[1];
    throw new Error(`The stage ${before} has taken no event.`);
  };
}

function lastOf(match: Match<UsualRecord>): UsualRecord {
  const lasts = [...match.values()].flatMap((events) => events.slice(-1));
  const [key, value] = lasts.at(-1) ?? ["", 0];
  return [key, value, lasts.reduce((folded, [, , id]) => fold(folded, id), 0)];
}
