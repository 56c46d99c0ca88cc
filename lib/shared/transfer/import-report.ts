import type { SectionName } from "./export-schema";

/** What happens to one list of an export, in numbers of its entries. */
export interface SectionReport {
  readonly section: SectionName | "reviewSettings" | "studyPlan";
  readonly inFileCount: number;
  readonly addedCount: number;
  /** Entries that take the place of older ones here. */
  readonly replacedCount: number;
  /** Entries that are left out because what is here is newer. */
  readonly olderCount: number;
}

/** What an import adds and changes, before or after it is applied. */
export interface ImportReport {
  readonly exportedAt: string;
  readonly sections: readonly SectionReport[];
  /** Cards that both the file and this browser went on with, which are worked out anew. */
  readonly mergedCardCount: number;
  /** Whether anything changes at all. */
  readonly changes: boolean;
}
