import "server-only";
import type { StudySet } from "@/lib/shared/content/set-schema";
import { AppError } from "@/lib/shared/app-error";
import { checkItems } from "./check-items";
import { folderSignature, listFiles, readText, repositoryRoot } from "./content-files";
import type { StudyItem } from "./parse-item";
import { parseSets, SETS_FILE } from "./sets";

interface StudyContent {
  readonly items: readonly StudyItem[];
  readonly byId: ReadonlyMap<string, StudyItem>;
  readonly sets: readonly StudySet[];
}

let loaded: { readonly content: StudyContent; readonly signature: string } | null = null;

/**
 * All study items and sets, read and checked once for each process. In development they are read again when a
 * file has changed. Throws CONTENT_FAULTY, with the faults in its message, when the content check would fail.
 */
export function loadStudyContent(): StudyContent {
  const root = repositoryRoot();
  const signature = process.env.NODE_ENV === "development" ? folderSignature(root, "content") : "";
  if (loaded === null || loaded.signature !== signature) loaded = { content: readStudyContent(root), signature };
  return loaded.content;
}

/** One item by its id, or null. */
export function findItem(id: string): StudyItem | null {
  return loadStudyContent().byId.get(id) ?? null;
}

function readStudyContent(root: string): StudyContent {
  const { items, faults } = checkItems(root);
  if (faults.length > 0) {
    const lines = faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
    throw new AppError(
      "CONTENT_FAULTY",
      `The study content has faults; run npm run content:check.\n${lines.join("\n")}`,
    );
  }
  const byId = new Map(items.map((item) => [item.meta.id, item]));
  const setsText = listFiles(root, "content").includes(SETS_FILE) ? readText(root, SETS_FILE) : "[]";
  return { items, byId, sets: parseSets(setsText, new Set(byId.keys())).sets };
}
