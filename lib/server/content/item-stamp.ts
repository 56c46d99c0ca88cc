import "server-only";
import { statSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./content-files";

/** When the file of an item was last written, in milliseconds since the epoch; 0 when there is none. */
export function itemStampMillis(root: string, id: string): number {
  const file = listFiles(root, "content/items").find((path) => path.endsWith(`/${id}.md`));
  return file === undefined ? 0 : statSync(join(root, file)).mtimeMs;
}
