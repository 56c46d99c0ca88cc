import { expect, it } from "vitest";
import { fitWeights } from "./fit-weights";
import { likelihoodOf } from "./likelihood";

it("gives the shares themselves where one feature tells two groups apart", () => {
  // Of four examples without the feature one is true, of four with it three are: the odds are 1:3 and 3:1.
  const example = (x: number, target: number) => ({ features: { x }, target, count: 1 });
  const examples = [0, 0, 0, 1].map((target) => example(0, target));
  const fitted = fitWeights([...examples, ...[1, 1, 1, 0].map((target) => example(1, target))], ["x"], 0);
  expect(fitted.bias).toBeCloseTo(-Math.log(3), 5);
  expect(fitted.weights.x).toBeCloseTo(2 * Math.log(3), 5);
  expect(likelihoodOf(fitted, { x: 1 })).toBeCloseTo(0.75, 5);
});
