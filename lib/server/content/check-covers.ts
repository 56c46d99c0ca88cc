import "server-only";
import type { ContentFault } from "./content-fault";
import { listFiles, readText } from "./content-files";
import { parseFrontMatter } from "./front-matter";

/** The ids of the facts base, copied, so that content can name the rows it covers. */
export const FACTS_FILE = "content/facts-ids.json";
export const COVERS_REMEDY = `Take an id from ${FACTS_FILE}.`;

/** The ids of all rows of the facts base. */
export function readFactIds(root: string): ReadonlySet<string> {
  const facts: unknown = listFiles(root, "content").includes(FACTS_FILE) ? JSON.parse(readText(root, FACTS_FILE)) : [];
  return new Set(Array.isArray(facts) ? facts.map(String) : []);
}

/** Names the rows that exercises, interview questions and scenes claim to cover and that do not exist; items check their own. */
export function checkCovers(root: string): ContentFault[] {
  const known = readFactIds(root);
  const files = ["exercises", "interview", "scenes"].flatMap((folder) => listFiles(root, `content/${folder}`));
  return files.flatMap((file) => {
    if (!file.endsWith(".md")) return [];
    const frontMatter = parseFrontMatter(readText(root, file));
    const covers = frontMatter.ok ? (frontMatter.value.data as { covers?: unknown } | null)?.covers : null;
    if (!frontMatter.ok || !Array.isArray(covers)) return [];
    return covers.flatMap((id: unknown, index) =>
      known.has(String(id))
        ? []
        : [
            {
              file,
              line: frontMatter.value.lineOf(["covers", index]),
              message: `"${String(id)}" is no row of the facts base.`,
              remedy: COVERS_REMEDY,
            },
          ],
    );
  });
}
