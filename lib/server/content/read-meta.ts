import "server-only";
import type { z } from "zod";
import { readText } from "./content-files";
import { parseFrontMatter } from "./front-matter";

/** The front matter of a file as its schema has it, and the body. Throws with file and line what does not parse. */
export function readMeta<S extends z.ZodType>(
  root: string,
  file: string,
  schema: S,
): { readonly meta: z.output<S>; readonly body: string } {
  const parsed = parseFrontMatter(readText(root, file));
  if (!parsed.ok) throw new Error(`${file}:${parsed.line} ${parsed.message}`);
  const meta = schema.safeParse(parsed.value.data);
  if (!meta.success) {
    const [issue] = meta.error.issues;
    const path = (issue?.path ?? []).filter((part) => typeof part !== "symbol");
    throw new Error(`${file}:${parsed.value.lineOf(path)} ${path.join(".")}: ${issue?.message ?? "is wrong"}`);
  }
  return { meta: meta.data, body: parsed.value.body.trim() };
}
