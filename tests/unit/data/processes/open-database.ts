/** A process of its own that opens the database of its environment, says so or why not, and waits to be stopped. */
import { writeSync } from "node:fs";
import { database } from "@/lib/server/db";
import { toAppError } from "@/lib/shared/app-error";

try {
  const opened = await database();
  writeSync(process.stdout.fd, `open ${opened.kind}\n`);
  setInterval(() => {}, 60_000);
} catch (thrown) {
  const error = toAppError(thrown);
  writeSync(process.stdout.fd, `${error.code}: ${error.message}\n`);
  process.exit(3);
}
