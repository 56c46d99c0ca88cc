/**
 * FSRS-6 for whole days, written down from its published formulae, for tests to compare the scheduler with. It shares
 * nothing with the library: no rounding on the way, days as plain numbers.
 *
 * R(t, S) = (1 + f t / S)^-d          with d = w20 and f = 0.9^(-1/d) - 1, so that R(S, S) = 0.9
 * S0(G) = w[G-1]                      D0(G) = w4 - e^((G-1) w5) + 1
 * D' = w7 D0(4) + (1 - w7) (D - w6 (G-3) (10-D)/9)
 * S'recalled = S (1 + e^w8 (11-D) S^-w9 (e^(w10 (1-R)) - 1) [w15 if Hard] [w16 if Easy])
 * S'forgotten = min(S, w11 D^-w12 ((S+1)^w13 - 1) e^(w14 (1-R)))
 * Interval = S/f (r^(-1/d) - 1), rounded, and Again <= Hard - 1 < Hard < Good < Easy.
 */

/** The default parameters of FSRS-6, as published. */
export const PUBLISHED_WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
] as const;

export interface HandMadeMemory {
  stability: number;
  difficulty: number;
}

const w = (index: number): number => PUBLISHED_WEIGHTS[index] ?? Number.NaN;
const bounded = (difficulty: number): number => Math.min(10, Math.max(1, difficulty));
const firstDifficulty = (grade: number): number => w(4) - Math.exp((grade - 1) * w(5)) + 1;

/** The chance of recall after so many days. */
export function recallByHand(stability: number, days: number): number {
  const factor = 0.9 ** (-1 / w(20)) - 1;
  return (1 + (factor * days) / stability) ** -w(20);
}

function memoryByHand(memory: HandMadeMemory | null, days: number, grade: number): HandMadeMemory {
  if (memory === null) return { stability: w(grade - 1), difficulty: bounded(firstDifficulty(grade)) };
  const { stability, difficulty } = memory;
  const forgetting = 1 - recallByHand(stability, days);
  const step = difficulty - (w(6) * (grade - 3) * (10 - difficulty)) / 9;
  const next = bounded(w(7) * firstDifficulty(4) + (1 - w(7)) * step);
  if (grade === 1) {
    const forgotten = w(11) * difficulty ** -w(12) * ((stability + 1) ** w(13) - 1) * Math.exp(w(14) * forgetting);
    return { stability: Math.min(stability, forgotten), difficulty: next };
  }
  const bonus = grade === 2 ? w(15) : grade === 4 ? w(16) : 1;
  const growth = Math.exp(w(8)) * (11 - difficulty) * stability ** -w(9) * (Math.exp(w(10) * forgetting) - 1) * bonus;
  return { stability: stability * (1 + growth), difficulty: next };
}

/** The four outcomes, from Again (1) to Easy (4), for a desired retention. */
export function outcomesByHand(
  memory: HandMadeMemory | null,
  days: number,
  retention = 0.9,
): (HandMadeMemory & { intervalDays: number })[] {
  const factor = 0.9 ** (-1 / w(20)) - 1;
  const modifier = (retention ** (-1 / w(20)) - 1) / factor;
  const memories = [1, 2, 3, 4].map((grade) => memoryByHand(memory, days, grade));
  const [again, hard, good, easy] = memories.map(({ stability }) => Math.max(1, Math.round(stability * modifier))) as [
    number,
    number,
    number,
    number,
  ];
  const first = Math.min(again, hard);
  const second = Math.max(hard, first + 1);
  const third = Math.max(good, second + 1);
  const intervals = [first, second, third, Math.max(easy, third + 1)];
  return memories.map((each, index) => ({ ...each, intervalDays: intervals[index] ?? 0 }));
}
