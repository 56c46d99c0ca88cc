import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/shared/app-error";

/**
 * Applies the migrations in prisma/migrations in order, each in a transaction of its own, and records them in the
 * table that Prisma's own tools use, so both see the same history.
 */

/** What migrating needs of a database, whichever it is. All statements run on one connection. */
export interface SqlConnection {
  /** One statement with parameters $1, $2, ...; gives its rows. */
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Any number of statements without parameters. */
  execute(sql: string): Promise<void>;
}

/** One migration on disk. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file's bytes, as Prisma records it. */
  checksum: string;
}

/** How far a database's migrations are. */
export interface MigrationState {
  /** Names of the applied migrations, in order. */
  applied: string[];
  /** How many of them were applied just now. */
  appliedNow: number;
}

/** Names this product among the users of PostgreSQL's advisory locks: the letters "tide". */
const ADVISORY_LOCK_ID = 0x74696465;

const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** Reads the migrations under the folder, in order of their names. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new AppError("DATABASE_UNAVAILABLE", `there is no folder of migrations at ${folder}`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function readHistory(connection: SqlConnection): Promise<Map<string, string>> {
  const rows = await connection.query(
    `SELECT "migration_name", "checksum" FROM "_prisma_migrations"
      WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  );
  return new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
}

async function apply(connection: SqlConnection, migration: Migration): Promise<void> {
  await connection.execute("BEGIN");
  try {
    await connection.execute(migration.sql);
    await connection.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
        VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await connection.execute("COMMIT");
  } catch (thrown) {
    await connection.execute("ROLLBACK");
    throw new AppError("DATABASE_UNAVAILABLE", `migration ${migration.name} failed; nothing of it was kept`, {
      cause: thrown,
    });
  }
}

function assertSameHistory(history: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of history) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new AppError(
        "DATABASE_UNAVAILABLE",
        `the database has had migration ${name}, which this version does not know: it belongs to a newer version`,
      );
    }
    if (expected !== checksum) {
      throw new AppError("DATABASE_UNAVAILABLE", `migration ${name} was changed after it had been applied`);
    }
  }
}

/**
 * Brings the database to the newest migration. Processes that start at the same time on one PostgreSQL wait for each
 * other. Throws DATABASE_UNAVAILABLE when the history does not fit the migrations or one of them fails.
 */
export async function migrate(connection: SqlConnection, migrations: readonly Migration[]): Promise<MigrationState> {
  await connection.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK_ID]);
  try {
    await connection.execute(CREATE_HISTORY);
    const history = await readHistory(connection);
    assertSameHistory(history, migrations);
    const pending = migrations.filter((migration) => !history.has(migration.name));
    for (const migration of pending) await apply(connection, migration);
    return { applied: migrations.map((migration) => migration.name), appliedNow: pending.length };
  } finally {
    await connection.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCK_ID]);
  }
}
