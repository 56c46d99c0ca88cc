/** How what was found is weighed into one figure: a logistic sum, whose weights are data. */
import { likelihoodOf } from "./likelihood";
import { EVIDENCE_WEIGHTS } from "./thresholds";

/** What a window shows of a point, each from 0 to 1. */
export interface Features {
  /** The share of the needed ideas. */
  readonly needs: number;
  /** How surely the weakest needed idea is there. */
  readonly weakestNeed: number;
  /** The share of the best saying. */
  readonly recall: number;
  /** The share of that saying's verbs and adjectives. */
  readonly verbs: number;
  /** The share of the window that the saying explains. */
  readonly precision: number;
  /** How much was matched in all. */
  readonly words: number;
  /** How alike the window is to the saying. */
  readonly likeness: number;
  /** How alike it is to the best saying of anything else in the item, true or false. */
  readonly rival: number;
  /** How many ideas the point needs: many are hard to name by accident. */
  readonly ideas: number;
}

export const NO_FEATURES: Features = {
  ...{ needs: 0, weakestNeed: 0, recall: 0, verbs: 0, precision: 0, words: 0, likeness: 0, rival: 0, ideas: 0 },
};

/** Keeps a rival that is as strong as needed from seeming too weak. */
const ROUNDING = 1e-6;

/** How strong a rival leaves a window no more evidence than `evidence`; more than 1 where none does. */
export function rivalThatEnds(features: Features, evidence: number): number {
  if (evidence === 0) return Number.POSITIVE_INFINITY;
  const oddsOf = (likelihood: number): number => Math.log(likelihood / (1 - likelihood));
  const lead = oddsOf(evidenceOf({ ...features, rival: 0 })) - oddsOf(evidence);
  return lead / -EVIDENCE_WEIGHTS.weights.rival + ROUNDING;
}

/** Takes the features of a window and gives how likely it is, 0 to 1, that the point is made in it. */
export function evidenceOf(features: Features): number {
  return likelihoodOf(EVIDENCE_WEIGHTS, features);
}
