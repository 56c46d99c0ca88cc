import "server-only";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";

/** Gives an entry of the log another name; one that it does not know stays as it is. */
export type RenameLog = (id: string) => string;

/** A card that names its entry by another name. */
export function renamedCard(card: ReviewCard, rename: RenameLog): ReviewCard {
  return { ...card, lastLogId: rename(card.lastLogId) };
}

/** An entry by another name, in which every other entry goes by its other name too. */
export function renamedLog(log: ReviewLog, rename: RenameLog): ReviewLog {
  return {
    ...log,
    id: rename(log.id),
    before: log.before && renamedCard(log.before, rename),
    after: log.after && renamedCard(log.after, rename),
    undoes: log.undoes && rename(log.undoes),
  };
}
