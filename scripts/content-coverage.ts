/** Prints which study items cover each row of the facts base; exit code 1 when a row is covered by none. */
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { coverageLines, coverageOf } from "../lib/server/content/coverage";

const root = repositoryRoot();
const { items } = checkItems(root);
const rows = coverageOf(root, items);
for (const line of coverageLines(rows, items.length)) console.log(line);
if (rows.some((row) => row.items.length === 0)) process.exitCode = 1;
