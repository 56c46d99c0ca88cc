/** Opens the database of this environment as the server does, which migrates it, and says how it stands. */
import { closeDatabase, database } from "@/lib/server/db";
import { toAppError } from "@/lib/shared/app-error";

try {
  const { kind, migrations } = await database();
  console.log(`${kind}: ${migrations.applied.length} migrations applied, ${migrations.appliedNow} of them just now`);
  for (const name of migrations.applied) console.log(`  ${name}`);
  await closeDatabase();
} catch (thrown) {
  console.error(toAppError(thrown).message);
  process.exitCode = 1;
}
