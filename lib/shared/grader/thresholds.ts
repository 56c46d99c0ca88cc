/** The numbers by which evidence becomes a verdict; tuned on items whose split is "tuning", and on no other marked answer. */
export const THRESHOLDS = {
  /** Evidence (0 to 1) from which the window of a point is taken to say it, when it is asked what denies it. */
  metEvidenceMin: 0.62,
  /** The likelihood from which a point is met, and from which it is met in part or open. */
  metMin: 0.55,
  halfMin: 0.34,
  /** With all ideas there and this share of the statement said somewhere, a point between the two is open, not half. */
  wholeMin: 0.7,
  /** Less evidence than this, before rivals are asked, is none. */
  hopeMin: 0.15,
  /** A synonym of everyday language counts this much of the word itself. */
  plainSynonym: 0.75,
  /** Another word for an idea that a point needs counts this much of the saying's own. */
  needSynonym: 0.7,
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
  contradictionRecallMin: 0.75,
  contradictionLikenessMin: 0.7,
  contradictionLead: 0.1,
  /** How much of a claim must be there before it is asked whether it is claimed. */
  claimRecallMin: 0.6,
  claimFlippedMax: 0.25,
  /** How much of what only the claim says must be there. */
  claimOwnMin: 0.25,
  /** How much of the verbs and adjectives of a claim must be there. */
  claimVerbsMin: 0.3,
  /** The likelihood from which a misconception counts as claimed, and from which what it rules out is open. */
  claimMin: 0.6,
  suspicionMin: 0.5,
  /** From this share of sentences on, and from so many of them, an answer denies throughout. */
  denyingShareMin: 0.8,
  denyingSentencesMin: 3,
  /** A point as likely as this is met, whatever is only suspected. */
  surelyMetMin: 0.8,
} as const;

/** How a window is chosen for a point; fitted on sayings left out and on answers to other questions. */
export const EVIDENCE_WEIGHTS = {
  bias: -6.9,
  weights: {
    needs: 5,
    weakestNeed: 2,
    recall: 1.5,
    verbs: 0.2,
    precision: 1.5,
    words: 0.8,
    likeness: 2.5,
    rival: -3.3,
    ideas: 0.3,
  },
} as const;

/** How a window claims a misconception; printed by `npm run grader:fit`. */
export const CLAIM_WEIGHTS = {
  bias: -2.01,
  weights: {
    recall: 1.49,
    precision: 1.82,
    likeness: 0.85,
    lead: 4.63,
    ownLead: 1.31,
    recallLead: 0.04,
    explained: -2.98,
    verbs: 0.07,
    own: -0.02,
    words: 0.12,
    absolute: 0.54,
    sentences: -1.27,
  },
} as const;

/** How much of a point's weight its window earns; printed by `npm run grader:fit`. */
export const POINT_WEIGHTS = {
  bias: -0.82,
  weights: {
    evidence: 1.13,
    statement: 2.52,
    anywhere: 0.5,
    words: -0.23,
    likeness: 1.59,
    absolute: -1.45,
    strange: -0.71,
    together: -0.8,
    order: 1.58,
    denies: -0.89,
    wrongLead: -0.79,
    suspicion: -1.34,
    mistakes: -3.13,
    company: -0.31,
    given: -0.1,
    echo: -3.0,
  },
} as const;
