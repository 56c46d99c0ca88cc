import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { SectionReport } from "@/lib/shared/transfer/import-report";

/** So many rows go to the database at once. */
const INSERT_ROW_COUNT = 100;

/** Where an import reads and writes, all in one transaction, and for whom. */
export interface ImportContext {
  readonly writer: Prisma.TransactionClient;
  readonly profileId: string;
  /** The moment of the import. */
  readonly at: Date;
  /** Gives ids for new rows. */
  readonly newId: () => string;
}

/** What is to be done with a part of the file: found out by reading only, written when it is applied. */
export interface PlannedImport {
  readonly reports: readonly SectionReport[];
  readonly write: () => Promise<void>;
}

/** Inserts rows, some at a time, in their order. */
export async function insertAll<R>(rows: readonly R[], insert: (some: R[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_ROW_COUNT) {
    await insert(rows.slice(start, start + INSERT_ROW_COUNT));
  }
}

interface EventRow {
  readonly clientEventId: string;
}

/** What is new of rows that never change, by the events that made them. */
export function newEvents<R extends EventRow>(
  section: SectionReport["section"],
  rows: readonly R[],
  known: { has(event: string): boolean },
): { readonly fresh: R[]; readonly report: SectionReport } {
  const fresh = rows.filter(({ clientEventId }) => !known.has(clientEventId));
  const report = { section, inFileCount: rows.length, addedCount: fresh.length, replacedCount: 0, olderCount: 0 };
  return { fresh, report };
}

/** What becomes of one thing that may change: it is new here, newer than here, the same, or older. */
export type Fate = "added" | "replaced" | "same" | "older";

/** Which of two versions holds: the newer one, and what is here where both are of the same moment. */
export function fateOf(theirs: string | null, own: { readonly changedAt: Date | null } | undefined): Fate {
  if (own === undefined) return "added";
  const [theirMillis, ownMillis] = [Date.parse(theirs ?? ""), own.changedAt?.getTime() ?? Number.NaN];
  if (Number.isNaN(theirMillis)) return Number.isNaN(ownMillis) ? "same" : "older";
  if (Number.isNaN(ownMillis) || theirMillis > ownMillis) return "replaced";
  return theirMillis === ownMillis ? "same" : "older";
}

/** Counts what becomes of each thing. */
export function reportFates(section: SectionReport["section"], fates: readonly Fate[]): SectionReport {
  const count = (wanted: Fate): number => fates.filter((fate) => fate === wanted).length;
  return {
    ...{ section, inFileCount: fates.length, addedCount: count("added") },
    ...{ replacedCount: count("replaced"), olderCount: count("older") },
  };
}
