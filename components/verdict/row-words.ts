import type { RowClass } from "@/lib/shared/exercises/verdict";

/** How a class of rows is signed and named, so that colour never stands alone. */
export const ROW_WORDS: Readonly<Record<RowClass, { sign: string; word: string }>> = {
  equal: { sign: "=", word: "equal" },
  missing: { sign: "−", word: "missing" },
  unexpected: { sign: "+", word: "unexpected" },
  different: { sign: "~", word: "differs" },
  misplaced: { sign: "↕", word: "wrong place" },
  "duplicate-after-restore": { sign: "+", word: "repeated after restore" },
  "too-early": { sign: "~", word: "too early" },
  "too-late": { sign: "~", word: "too late" },
};
