import { buildInfo } from "@/lib/server/build-info";
import { checkDatabase } from "@/lib/server/data/health/check-database";
import { toAppError } from "@/lib/shared/app-error";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "no-store" };

/** Says which version runs and whether its database is usable: 200 when it is, 503 when it is not. */
export async function GET(): Promise<Response> {
  try {
    const { kind, migrationsApplied, newestMigration } = await checkDatabase();
    const database = { state: "ok", kind, migrations: { state: "applied", count: migrationsApplied, newestMigration } };
    return Response.json({ status: "ok", ...buildInfo(), database }, { headers });
  } catch (thrown) {
    const error = toAppError(thrown);
    console.error(error.message, error.cause ?? "");
    const database = { state: "unusable", code: error.code, message: error.userMessage };
    return Response.json({ status: "unusable", ...buildInfo(), database }, { status: 503, headers });
  }
}
