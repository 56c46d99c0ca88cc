/** How a key point is marked, in the words that pages show. */
export const MARKS = ["said", "partly", "missed"] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Readonly<Record<Mark, string>> = { said: "said", partly: "in part", missed: "missed" };
