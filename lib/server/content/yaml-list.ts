import "server-only";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { ZodType } from "zod";
import type { ContentFault } from "./content-fault";

type Path = readonly (string | number)[];

interface YamlList<Entry> {
  /** What the file holds; nothing when it has faults. */
  readonly entries: Entry[];
  readonly faults: ContentFault[];
  /** A fault of a later check at the line of `path`. */
  readonly faultAt: (path: Path, message: string, remedy: string) => ContentFault;
}

/** Reads a YAML file that is one list; what is wrong with it comes with its line and `remedy`. */
export function readYamlList<Entry>(
  file: string,
  text: string,
  schema: ZodType<Entry[]>,
  remedy: string,
): YamlList<Entry> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const faultAt = (path: Path, message: string, own: string): ContentFault => ({
    file,
    line: lineOf(path),
    message,
    remedy: own,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    const fault = { file, line, message: `YAML: ${error.message}`, remedy: "Correct the YAML." };
    return { entries: [], faults: [fault], faultAt };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { entries: parsed.data, faults: [], faultAt };
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    return faultAt(path, `${path.join(".") || "The file"}: ${issue.message}`, remedy);
  });
  return { entries: [], faults, faultAt };
}
