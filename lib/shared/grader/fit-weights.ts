/** Fits the weights of a logistic sum to examples, by Newton's method; deterministic. */
import type { Weights } from "./likelihood";

export interface Example<Name extends string> {
  readonly features: Readonly<Record<Name, number>>;
  /** What the likelihood should be, 0 to 1. */
  readonly target: number;
  /** How much the example counts. */
  readonly count: number;
}

const ROUNDS_MAX = 30;
const STEP_MIN = 1e-6;
const CURVATURE_MIN = 1e-4;

/**
 * Takes examples, the features to use, and how strongly weights are pulled towards zero (`ridge`), and gives the weights
 * under which the examples are most likely. The bias is not pulled.
 */
export function fitWeights<Name extends string>(
  examples: readonly Example<Name>[],
  names: readonly Name[],
  ridge: number,
): Weights<Name> {
  const width = names.length + 1;
  const rows = examples.map(({ features, target, count }) => ({
    values: [...names.map((name) => features[name]), 1],
    ...{ target, count },
  }));
  let weights = new Float64Array(width);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const slope = new Float64Array(width);
    const curve = Array.from({ length: width }, () => new Float64Array(width));
    for (const { values, target, count } of rows) {
      const sum = values.reduce((total, value, index) => total + value * at(weights, index), 0);
      const guess = 1 / (1 + Math.exp(-sum));
      const pull = (guess - target) * count;
      const bend = Math.max(guess * (1 - guess), CURVATURE_MIN) * count;
      values.forEach((value, row) => {
        slope[row] = at(slope, row) + pull * value;
        const line = curve[row];
        if (line !== undefined) {
          for (let column = 0; column < width; column += 1)
            line[column] = at(line, column) + bend * value * (values[column] ?? 0);
        }
      });
    }
    for (let index = 0; index < width; index += 1) {
      const pulled = index < names.length ? ridge : STEP_MIN;
      slope[index] = at(slope, index) + pulled * at(weights, index);
      const line = curve[index];
      if (line !== undefined) line[index] = at(line, index) + pulled;
    }
    const step = solve(curve, slope);
    weights = weights.map((weight, index) => weight - at(step, index));
    if (step.every((value) => Math.abs(value) < STEP_MIN)) break;
  }
  const entries = names.map((name, index) => [name, at(weights, index)] as const);
  return { bias: at(weights, names.length), weights: Object.fromEntries(entries) as Record<Name, number> };
}

/** Solves `matrix` times x is `right`, for a positive definite matrix, by elimination with pivots. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lines = matrix.map((line, row) => [...line, at(right, row)]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(lines[row]?.[column] ?? 0) > Math.abs(lines[pivot]?.[column] ?? 0)) pivot = row;
    }
    const [upper, lower] = [lines[column] ?? [], lines[pivot] ?? []];
    [lines[column], lines[pivot]] = [lower, upper];
    for (let row = column + 1; row < size; row += 1) {
      const line = lines[row] ?? [];
      const factor = (line[column] ?? 0) / (lower[column] ?? 1);
      for (let place = column; place <= size; place += 1)
        line[place] = (line[place] ?? 0) - factor * (lower[place] ?? 0);
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    const line = lines[row] ?? [];
    let rest = line[size] ?? 0;
    for (let column = row + 1; column < size; column += 1) rest -= (line[column] ?? 0) * at(solution, column);
    solution[row] = rest / (line[row] ?? 1);
  }
  return solution;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
