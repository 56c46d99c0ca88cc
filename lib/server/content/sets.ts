import "server-only";
import { type StudySet, setsSchema } from "@/lib/shared/content/set-schema";
import type { ContentFault } from "./content-fault";
import { readYamlList } from "./yaml-list";

export const SETS_FILE = "content/sets.yaml";

/** Reads the curated sets and checks that every item they name exists. */
export function parseSets(text: string, itemIds: ReadonlySet<string>): { sets: StudySet[]; faults: ContentFault[] } {
  const remedy = "See the section on sets in docs/CONTENT.md.";
  const { entries: sets, faults, faultAt } = readYamlList(SETS_FILE, text, setsSchema, remedy);
  const strangers = sets.flatMap((set, setIndex) =>
    set.items.flatMap((id, index) => {
      if (itemIds.has(id)) return [];
      const message = `The set "${set.id}" names "${id}", which is no item.`;
      return [faultAt([setIndex, "items", index], message, "Correct the id or remove it.")];
    }),
  );
  return { sets, faults: [...faults, ...strangers] };
}
