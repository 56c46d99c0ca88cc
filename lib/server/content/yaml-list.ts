import "server-only";
import type { ZodType } from "zod";
import type { ContentFault } from "./content-fault";
import { readYaml, type YamlPath } from "./read-yaml";

interface YamlList<Entry> {
  /** What the file holds; nothing when it has faults. */
  readonly entries: Entry[];
  readonly faults: ContentFault[];
  /** A fault of a later check, at the line of `path`. */
  readonly faultAt: (path: YamlPath, message: string, remedy: string) => ContentFault;
}

/** Reads a YAML file that is one list; what is wrong with it comes with its line and `remedy`. */
export function readYamlList<Entry>(
  file: string,
  text: string,
  schema: ZodType<Entry[]>,
  remedy: string,
): YamlList<Entry> {
  const read = readYaml(text);
  const faultAt: YamlList<Entry>["faultAt"] = (path, message, own) => ({
    ...{ file, line: read.ok ? read.lineOf(path) : read.line },
    ...{ message, remedy: own },
  });
  if (!read.ok) return { entries: [], faults: [faultAt([], read.message, "Correct the YAML.")], faultAt };
  const parsed = schema.safeParse(read.data);
  if (parsed.success) return { entries: parsed.data, faults: [], faultAt };
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    return faultAt(path, `${path.join(".") || "The file"}: ${issue.message}`, remedy);
  });
  return { entries: [], faults, faultAt };
}
