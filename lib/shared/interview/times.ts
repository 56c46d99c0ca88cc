/** The suggested times for a question that a learner can choose from, as values of a form: seconds, or none. */
export const QUESTION_TIMES: readonly { readonly value: string; readonly label: string }[] = [
  { value: "none", label: "No limit" },
  { value: "180", label: "3 minutes" },
  { value: "300", label: "5 minutes" },
  { value: "600", label: "10 minutes" },
  { value: "900", label: "15 minutes" },
];

/** The one that is chosen at first. */
export const FIRST_QUESTION_TIME = "300";
