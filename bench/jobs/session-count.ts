/** Records of a key in each session, which half a minute without a record ends. */
import { Duration, EventTimeSessionWindows } from "../../engine/index";
import { createIndexedSource } from "../indexed-source";
import { recordAt, SPARSE } from "../workload";
import { add, type BenchJob, EVENT_TIME, LONG_KEY, type Tally, TallySink } from "./bench-job";

const GAP_MILLIS = 30_000;

type Session = { start: number; end: number; count: number };

/** The sessions of a key: the last one, and the one before it, which a record out of order may still join to it. */
type Sessions = { last: Session; former: Session | null };

function addTo(sessions: Sessions, key: number, time: number, tally: Tally): void {
  const { last, former } = sessions;
  if (time > last.end) {
    if (former !== null) release(key, former, tally);
    sessions.former = last;
    sessions.last = { start: time, end: time + GAP_MILLIS, count: 1 };
    return;
  }
  last.count += 1;
  if (time + GAP_MILLIS > last.end) last.end = time + GAP_MILLIS;
  if (time >= last.start) return;
  last.start = time;
  if (former === null || time > former.end) return;
  last.count += former.count;
  last.start = former.start;
  sessions.former = null;
}

function release(key: number, { count, end }: Session, tally: Tally): void {
  add(tally, count * (key + 1) + Math.floor(end / 1000));
}

export const sessionCount: BenchJob = {
  name: "session-count",
  expected: {
    200_000: [10_730, 111_868_834],
    1_000_000: [50_497, 757_926_770],
    5_000_000: [249_444, 8_761_416_001],
  },
  engine: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, SPARSE), EVENT_TIME, "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .window(EventTimeSessionWindows.withGap(Duration.ofMillis(GAP_MILLIS)))
      .aggregate<number, number, number>(
        {
          createAccumulator: () => 0,
          add: (_record, count) => count + 1,
          getResult: (count) => count,
          merge: (a, b) => a + b,
        },
        (key, window, counts, out) => {
          for (const count of counts) out.collect(count * (key + 1) + Math.floor(window.end / 1000));
        },
      )
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const sessionsOf = new Map<number, Sessions>();
    for (let index = 0; index < records; index += 1) {
      const { key, time } = recordAt(index, SPARSE);
      const sessions = sessionsOf.get(key);
      if (sessions === undefined) {
        sessionsOf.set(key, { last: { start: time, end: time + GAP_MILLIS, count: 1 }, former: null });
      } else {
        addTo(sessions, key, time, tally);
      }
    }
    for (const [key, { last, former }] of sessionsOf) {
      release(key, last, tally);
      if (former !== null) release(key, former, tally);
    }
  },
  rxjs: null,
};
