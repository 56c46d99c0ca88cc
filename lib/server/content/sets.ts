import "server-only";
import { isNode, LineCounter, parseDocument } from "yaml";
import { type StudySet, setsSchema } from "@/lib/shared/content/set-schema";
import type { ContentFault } from "./content-fault";

export const SETS_FILE = "content/sets.yaml";

/** Reads the curated sets and checks that every item they name exists. */
export function parseSets(text: string, itemIds: ReadonlySet<string>): { sets: StudySet[]; faults: ContentFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const fault = (path: readonly (string | number)[], message: string, remedy: string): ContentFault => ({
    file: SETS_FILE,
    line: lineOf(path),
    message,
    remedy,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    return {
      sets: [],
      faults: [{ file: SETS_FILE, line, message: `YAML: ${error.message}`, remedy: "Correct the YAML." }],
    };
  }
  const parsed = setsSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
      return fault(
        path,
        `${path.join(".") || "The file"}: ${issue.message}`,
        "See the section on sets in docs/CONTENT.md.",
      );
    });
    return { sets: [], faults };
  }
  const faults = parsed.data.flatMap((set, setIndex) =>
    set.items.flatMap((id, index) =>
      itemIds.has(id)
        ? []
        : [
            fault(
              [setIndex, "items", index],
              `The set "${set.id}" names "${id}", which is no item.`,
              "Correct the id or remove it.",
            ),
          ],
    ),
  );
  return { sets: parsed.data, faults };
}
