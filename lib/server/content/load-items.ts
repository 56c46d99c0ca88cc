import "server-only";
import type { CheatSheet } from "@/lib/shared/content/cheat-sheet-schema";
import type { StudySet } from "@/lib/shared/content/set-schema";
import { AppError } from "@/lib/shared/app-error";
import { CHEAT_SHEET_FILE, parseCheatSheet } from "./cheat-sheet";
import { checkItems } from "./check-items";
import type { ContentFault } from "./content-fault";
import { folderSignature, readListText, repositoryRoot } from "./content-files";
import { type ItemParse, parseItem, type StudyItem } from "./parse-item";
import { parseSets, SETS_FILE } from "./sets";

interface StudyContent {
  readonly items: readonly StudyItem[];
  readonly byId: ReadonlyMap<string, StudyItem>;
  readonly sets: readonly StudySet[];
  readonly cheatSheet: CheatSheet;
  /** Only in development, where the sound items are shown all the same. */
  readonly faults: readonly ContentFault[];
}

let loaded: { readonly content: StudyContent; readonly signature: string } | null = null;

/**
 * All study items, sets and the cheat sheet, read and checked once for each process. In development they are read again
 * when a file has changed, and what is faulty is left out and named. Elsewhere this throws CONTENT_FAULTY, with the
 * faults in its message, when the content check would fail.
 */
export function loadStudyContent(): StudyContent {
  const root = repositoryRoot();
  const writing = process.env.NODE_ENV === "development";
  const signature = writing ? folderSignature(root, "content") : "";
  if (loaded === null || loaded.signature !== signature) {
    loaded = { content: readStudyContent(root, { allowFaults: writing }), signature };
  }
  return loaded.content;
}

/** One item by its id, or null. */
export function findItem(id: string): StudyItem | null {
  return loadStudyContent().byId.get(id) ?? null;
}

/** What is wrong with the file of an item, for its writer; nothing outside development. */
export function findItemFaults(id: string): readonly ContentFault[] {
  return loadStudyContent().faults.filter((fault) => fault.file.endsWith(`/${id}.md`));
}

/** Reads the content under `root`; throws CONTENT_FAULTY when it has faults and they are not allowed. */
export function readStudyContent(root: string, { allowFaults }: { allowFaults: boolean }): StudyContent {
  const { items, faults } = checkItems(root, parseOnce);
  if (faults.length > 0 && !allowFaults) {
    const lines = faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
    throw new AppError(
      "CONTENT_FAULTY",
      `The study content has faults; run npm run content:check.\n${lines.join("\n")}`,
    );
  }
  const byId = new Map(items.map((item) => [item.meta.id, item]));
  const ids = new Set(byId.keys());
  const { sets } = parseSets(readListText(root, SETS_FILE), ids);
  const { cheatSheet } = parseCheatSheet(readListText(root, CHEAT_SHEET_FILE), ids);
  return { items, byId, sets, cheatSheet, faults };
}

const parsedFiles = new Map<string, { readonly text: string; readonly parse: ItemParse }>();

/** Parses a file anew only when its text has changed, so that a page is back at once while an item is written. */
function parseOnce(file: string, text: string): ItemParse {
  const known = parsedFiles.get(file);
  if (known?.text === text) return known.parse;
  const parse = parseItem(file, text);
  parsedFiles.set(file, { text, parse });
  return parse;
}
