/** The numbers by which evidence becomes a verdict; tuned on the items whose split is "tuning", and on no other. */
export const THRESHOLDS = {
  /** With every idea there, this share of a saying suffices. */
  metRecallMin: 0.34,
  /** Evidence (0 to 1) from which a point is met, unsure, partly met. */
  metEvidenceMin: 0.86,
  unsureEvidenceMin: 0.68,
  partlyEvidenceMin: 0.5,
  /** The weight of the ideas against the likeness to the best saying. */
  needsShare: 0.6,
  /** A saying that is matched this far counts as said whole. */
  fullRecall: 0.7,
  /** An idea that stands in the two sentences before counts this much. */
  nearNeed: 0.5,
  /** An idea that the question names already weighs this much. */
  givenNeed: 0.3,
  /** Shares of the matched words with the opposite sign, or said of a neighbour, from which a statement is not that one. */
  flippedMax: 0.34,
  misplacedMax: 0.5,
  /** How much of a saying must be there before its opposite counts as a contradiction. */
  contradictionRecallMin: 0.6,
  contradictionLikenessMin: 0.6,
  contradictionLead: 0.1,
  /** How much of a claim must be there, and by how much it must lead over what is true. */
  claimRecallMin: 0.66,
  claimLikenessMin: 0.5,
  claimOwnRecallMin: 0.7,
  /** A sentence this like a claim is the claim, although it differs from the truth in no word. */
  sameClaimLikenessMin: 0.95,
  claimFlippedMax: 0.2,
  claimLead: 0.08,
} as const;
