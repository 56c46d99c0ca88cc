/** The numbers by which evidence becomes a verdict; tuned on the items whose split is "tuning", and on no other. */
export const THRESHOLDS = {
  /** Evidence (0 to 1) from which a point is met, and from which it is met in part or open. */
  metEvidenceMin: 0.62,
  halfEvidenceMin: 0.36,
  /** Less evidence than this, before rivals are asked, is none. */
  hopeMin: 0.15,
  /** A synonym of everyday language counts this much of the word itself. */
  plainSynonym: 0.75,
  /** The weight of matched words from which more make no difference. */
  manyWords: 5,
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
  /** How much of a saying must be denied elsewhere before what was said is open again. */
  denialRecallMin: 0.75,
  /** How much of a claim must be there, and by how much it must lead over what is true. */
  claimRecallMin: 0.66,
  claimLikenessMin: 0.5,
  claimOwnRecallMin: 0.7,
  /** A sentence this like a claim is the claim, although it differs from the truth in no word. */
  sameClaimLikenessMin: 0.95,
  claimFlippedMax: 0.2,
  claimLead: 0.08,
} as const;

/** The weights of what a window shows of a point; fitted by \`npm run grader:fit\` on sayings left out and on answers to other questions. */
export const EVIDENCE_BIAS = -6.9;
export const EVIDENCE_WEIGHTS = {
  needs: 5,
  weakestNeed: 2,
  recall: 1.5,
  verbs: 0.2,
  precision: 1.5,
  words: 0.8,
  likeness: 2.5,
  rival: -3.3,
  ideas: 0.3,
} as const;
