import "server-only";
import { CHEAT_SHEET_FILE, parseCheatSheet } from "./cheat-sheet";
import { COVERS_REMEDY, FACTS_FILE, readFactIds } from "./check-covers";
import { checkOtherLinks, linkFaults, type LinkTargets, linkTargets } from "./check-links";
import { readingFaults } from "./check-reading";
import { type ContentFault, sortFaults } from "./content-fault";
import { listFiles, readListText, readText } from "./content-files";
import { type ParsedItem, parseItem } from "./parse-item";
import { parseSets, SETS_FILE } from "./sets";

const ITEM_FOLDER = "content/items";
/** The files that may lie directly in `content/`; folders of other kinds check their own files. */
const LOOSE_FILES = [FACTS_FILE, SETS_FILE, CHEAT_SHEET_FILE, "content/grading-report.json"];
const KNOWN_FOLDERS = ["items", "exercises", "interview", "primitives", "scenes", "runs", "grading-gold"];

export interface ItemCheck {
  readonly items: readonly ParsedItem[];
  readonly faults: readonly ContentFault[];
}

/**
 * Reads all study items, sets and the cheat sheet under `root` and gives every fault: of each file alone, and between
 * files; links of the other kinds of content among them, because they lead to items. `parse` may remember what it has
 * parsed.
 */
export function checkItems(root: string, parse: typeof parseItem = parseItem): ItemCheck {
  const faults: ContentFault[] = [...strayFiles(root)];
  const items: ParsedItem[] = [];
  for (const file of listFiles(root, ITEM_FOLDER)) {
    if (!isItemFile(file)) continue;
    const parsed = parse(file, readText(root, file));
    faults.push(...parsed.faults);
    if (parsed.item !== null) items.push(parsed.item);
  }
  const known = linkTargets(root, new Set(items.map((item) => item.meta.id)));
  const factIds = readFactIds(root);
  faults.push(...duplicateIds(items), ...items.flatMap((item) => crossFaults(item, known, factIds)));
  faults.push(...checkOtherLinks(root, known), ...items.flatMap(readingFaults));
  faults.push(
    ...parseSets(readListText(root, SETS_FILE), known.itemIds).faults,
    ...parseCheatSheet(readListText(root, CHEAT_SHEET_FILE), known.itemIds).faults,
  );
  return { items, faults: sortFaults(faults) };
}

function isItemFile(file: string): boolean {
  return /^content\/items\/[a-z0-9-]+\/[a-z0-9-]+\.md$/.test(file);
}

function strayFiles(root: string): ContentFault[] {
  return listFiles(root, "content").flatMap((file) => {
    if (LOOSE_FILES.includes(file) || isItemFile(file)) return [];
    const folder = file.split("/")[1] ?? "";
    if (folder !== "items" && KNOWN_FOLDERS.includes(folder)) return [];
    return [
      {
        file,
        line: 1,
        message: "This file is nothing that is read.",
        remedy: "Items are content/items/<topic>/<id>.md; move or delete the file.",
      },
    ];
  });
}

function duplicateIds(items: readonly ParsedItem[]): ContentFault[] {
  const first = new Map<string, ParsedItem>();
  return items.flatMap((item) => {
    const other = first.get(item.meta.id);
    if (other === undefined) {
      first.set(item.meta.id, item);
      return [];
    }
    return [
      {
        file: item.file,
        line: item.lineOf(["id"]),
        message: `The id "${item.meta.id}" is also that of ${other.file}.`,
        remedy: "Give the newer one an id of its own.",
      },
    ];
  });
}

function crossFaults(item: ParsedItem, known: LinkTargets, factIds: ReadonlySet<string>): ContentFault[] {
  const { meta } = item;
  const at = (path: (string | number)[], message: string, remedy: string) => ({
    file: item.file,
    line: item.lineOf(path),
    message,
    remedy,
  });
  const faults: ContentFault[] = [];
  meta.covers.forEach((id, index) => {
    if (!factIds.has(id)) faults.push(at(["covers", index], `"${id}" is no row of the facts base.`, COVERS_REMEDY));
  });
  meta.related.forEach((id, index) => {
    if (id === meta.id) faults.push(at(["related", index], "The item is related to itself.", "Remove the id."));
    else if (!known.itemIds.has(id))
      faults.push(at(["related", index], `No item has the id "${id}".`, "Correct the id or remove it."));
  });
  faults.push(...linkFaults(item.file, item.links, known));
  const graded = meta.format === "free-text" || meta.format === "design";
  if (graded && item.sections.misconceptions !== null) {
    faults.push(
      at(["format"], "The misconceptions stand twice.", "Keep those of the front matter; the page shows them."),
    );
  }
  if (!graded && item.sections.misconceptions === null) {
    faults.push(at(["format"], 'The section "Common misconceptions" is missing.', "Add it with its list."));
  }
  if (graded && item.sections.whyOthersAreWrong !== null) {
    faults.push(
      at(
        ["format"],
        '"Why the others are wrong" has no meaning where nothing is chosen.',
        "Move the text to the misconceptions.",
      ),
    );
  }
  return faults;
}
