import "server-only";
import { type CheatSheet, cheatSheetSchema } from "@/lib/shared/content/cheat-sheet-schema";
import type { ContentFault } from "./content-fault";
import { readYamlList } from "./yaml-list";

export const CHEAT_SHEET_FILE = "content/cheat-sheet.yaml";

/** Reads the cheat sheet and checks that every row leads to an item. */
export function parseCheatSheet(
  text: string,
  itemIds: ReadonlySet<string>,
): { cheatSheet: CheatSheet; faults: ContentFault[] } {
  const remedy = "See the section on the cheat sheet in docs/CONTENT.md.";
  const { entries: cheatSheet, faults, faultAt } = readYamlList(CHEAT_SHEET_FILE, text, cheatSheetSchema, remedy);
  const strangers = cheatSheet.flatMap(({ rows }, section) =>
    rows.flatMap(({ item }, row) => {
      if (itemIds.has(item)) return [];
      const message = `The row leads to "${item}", which is no item.`;
      return [faultAt([section, "rows", row, "item"], message, "Name the item that teaches it.")];
    }),
  );
  return { cheatSheet, faults: [...faults, ...strangers] };
}
