/**
 * The exercises of the repository over about 1,000 records: the program is the exercise's solution, the rows that must
 * come out are its oracle's.
 */
import { readFileSync } from "node:fs";
import { oracle as sessionsOracle } from "../content/exercises/click-sessions/oracle";
import { oracle as duplicatesOracle } from "../content/exercises/deduplicate-orders/oracle";
import { oracle as wordsOracle } from "../content/exercises/windowed-word-count/oracle";
import { arriving, at, completeCase, disordered, type Oracle } from "../lib/shared/exercises/case-definition";
import type { ExerciseCase } from "../lib/shared/exercises/exercise-schema";
import { mix } from "./workload";

export type Workload = {
  /** The exercise whose solution runs. */
  readonly exerciseId: string;
  readonly oracle: Oracle;
  readonly case: ExerciseCase;
};

const ARRIVAL_GAP_MILLIS = 100;

/** Clicks of forty visitors, up to 280 s out of order, in sessions with a gap of 30 minutes. */
function clicks(records: number) {
  const day = Array.from({ length: records }, (_, index) => ({
    user: `visitor ${mix(2 * index) % 40}`,
    page: `/${index % 9}`,
    at: at("08:00:00") + index * 50_000,
  }));
  const shuffled = disordered(day, (it) => it.at, { boundMillis: 280_000, seed: 3 });
  return arriving("clicks", shuffled, { gapMillis: ARRIVAL_GAP_MILLIS });
}

/** Orders, each sent twice, the second time ten orders later. */
function orders(records: number) {
  const sent = Array.from({ length: records }, (_, index) => {
    const attempt = index % 20 < 10 ? 1 : 2;
    const number = Math.floor(index / 20) * 10 + (index % 10);
    return {
      orderId: `o-${number}`,
      customer: `c-${number % 7}`,
      cents: 100 + number,
      attempt,
      at: at("06:00:00") + index * 1_000,
    };
  });
  return arriving("orders", sent, { gapMillis: ARRIVAL_GAP_MILLIS });
}

/** Lines of one word, up to 4.8 s out of order, in windows of one minute. */
function lines(records: number) {
  const spoken = Array.from({ length: records }, (_, index) => ({
    text: `tide${"abcdefghijklmnopqrst"[mix(3 * index) % 20] ?? ""}`,
    at: at("12:00:00") + index * 1_000,
  }));
  const shuffled = disordered(spoken, (it) => it.at, { boundMillis: 4_800, seed: 7 });
  return arriving("lines", shuffled, { gapMillis: ARRIVAL_GAP_MILLIS });
}

const EXERCISES = [
  { exerciseId: "windowed-word-count", oracle: wordsOracle, input: lines },
  { exerciseId: "click-sessions", oracle: sessionsOracle, input: clicks },
  { exerciseId: "deduplicate-orders", oracle: duplicatesOracle, input: orders },
];

/** The workloads with `records` records each. */
export function workloadsOf(records: number): Workload[] {
  return EXERCISES.map(({ exerciseId, oracle, input }) => {
    const definition = { id: "bench", title: `${records} records`, visible: true, inputs: [input(records)] };
    return { exerciseId, oracle, case: completeCase(definition, oracle) };
  });
}

/** The text of an exercise's solution. */
export function solutionOf(exerciseId: string): string {
  return readFileSync(`content/exercises/${exerciseId}/solution.mts`, "utf8");
}
