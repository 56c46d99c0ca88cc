import "server-only";
/**
 * The run on the landing page: sums of two sensors over ten seconds of event time, with readings that come in order,
 * out of order, late, and too late. The engine runs it once for each process; the question beside it is worded from
 * what the run did.
 */
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type ScriptedElement,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@tidemark/engine";
import { decodeTrace, type TraceLog } from "@tidemark/engine/trace";
import { latenessQuestion, type RunQuestion } from "@/lib/shared/trace-model/run-question";

type Reading = { readonly sensor: string; readonly value: number; readonly at: number };

/** Noon of a day in UTC, in milliseconds. */
const NOON = Date.UTC(2026, 2, 4, 12);

/** Arrival in seconds since the start, sensor, value, event time in seconds after noon. */
const READINGS: readonly (readonly [number, string, number, number])[] = [
  [1, "a", 3, 2],
  [2, "a", 1, 4],
  [3, "b", 4, 9],
  [4.2, "a", 2, 7],
  [5.5, "b", 5, 12],
  [6.4, "a", 3, 16],
  [7.4, "b", 1, 8],
  [8.5, "a", 2, 19],
  [9.6, "b", 6, 22],
  [10.8, "a", 2, 9],
  [11.8, "b", 1, 27],
  [13, "a", 3, 6],
  [14, "a", 4, 31],
  [15, "b", 2, 24],
  [16.2, "b", 1, 36],
  [17.4, "a", 2, 38],
];

function script(): ScriptedElement<Reading>[] {
  return READINGS.map(([arrival, sensor, value, second]) => ({
    value: { sensor, value, at: NOON + second * 1_000 },
    arrivalMillis: arrival * 1_000,
  }));
}

function run(): TraceLog {
  const env = createLocalEnvironment({ trace: true });
  env
    .fromSource(
      createScriptedSource(script()),
      WatermarkStrategy.forBoundedOutOfOrderness<Reading>(Duration.ofSeconds(5)).withTimestampAssigner(
        (reading) => reading.at,
      ),
      "readings",
    )
    .keyBy((reading) => reading.sensor)
    .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
    .allowedLateness(Duration.ofSeconds(5))
    .sum("value")
    .name("sum")
    .sinkTo(new CollectingSink<Reading>())
    .name("results");
  const job = env.execute("sums of sensors");
  job.runToEnd();
  const columns = job.trace();
  if (columns === null) throw new Error("The landing page's run was not recorded.");
  return decodeTrace(columns);
}

let landing: { readonly trace: TraceLog; readonly question: RunQuestion } | null = null;

/** The run and its question; the same for every visitor. */
export function landingRun(): { readonly trace: TraceLog; readonly question: RunQuestion } {
  if (landing === null) {
    const trace = run();
    landing = { trace, question: latenessQuestion(trace) };
  }
  return landing;
}
