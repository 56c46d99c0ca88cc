/** How features are weighed into one figure: a logistic sum, whose weights are data. */

/** One weight for each feature, and what the sum begins with. */
export interface Weights<Name extends string> {
  readonly bias: number;
  readonly weights: Readonly<Record<Name, number>>;
}

/** Takes weights and features and gives a likelihood from 0 to 1. */
export function likelihoodOf<Name extends string>(
  { bias, weights }: Weights<Name>,
  features: Readonly<Record<Name, number>>,
): number {
  let sum = bias;
  for (const name of Object.keys(weights) as Name[]) sum += weights[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}
