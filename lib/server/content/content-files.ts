import "server-only";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The repository's root as the server and the scripts see it. */
export function repositoryRoot(): string {
  return process.cwd();
}

/** All files under a folder, as sorted paths from the root with forward slashes; none when there is no such folder. */
export function listFiles(root: string, folder: string): string[] {
  const entries = (() => {
    try {
      return readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      return [];
    }
  })();
  return entries
    .flatMap((entry) =>
      entry.isDirectory() ? listFiles(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    )
    .sort();
}

/** The text of a file named from the root. */
export function readText(root: string, file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The text of a file that is one list in YAML; an empty list when there is no such file. */
export function readListText(root: string, file: string): string {
  return existsSync(join(root, file)) ? readText(root, file) : "[]";
}

/** A text that changes whenever a file under the folder is added, removed or written. */
export function folderSignature(root: string, folder: string): string {
  return listFiles(root, folder)
    .map((file) => `${file}:${statSync(join(root, file)).mtimeMs}`)
    .join("|");
}
