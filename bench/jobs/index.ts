/** The benched jobs by name. */
import type { BenchJob } from "./bench-job";
import { cep } from "./cep";
import { deduplicate } from "./deduplicate";
import { intervalJoin } from "./interval-join";
import { rollingSum, rollingSum4 } from "./rolling-sum";
import { sessionCount } from "./session-count";
import { slidingSum } from "./sliding-sum";
import { stateless } from "./stateless";
import { tumblingCount } from "./tumbling-count";

export type { BenchJob, Tally } from "./bench-job";

export const BENCH_JOBS: readonly BenchJob[] = [
  tumblingCount,
  slidingSum,
  sessionCount,
  rollingSum,
  rollingSum4,
  deduplicate,
  intervalJoin,
  stateless,
  cep,
];
