import "server-only";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { PrismaClient } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import { lockDirectory } from "./directory-lock";
import { type MigrationState, migrate, readMigrations, type SqlConnection } from "./migrate";

/** An open database, migrated to the newest version. */
export interface OpenDatabase {
  kind: "pglite" | "postgresql";
  client: PrismaClient;
  migrations: MigrationState;
  /** Waits for running statements, closes the database and gives its directory back. */
  close(): Promise<void>;
}

/** The most connections to PostgreSQL from one process. */
const CONNECTION_COUNT_MAX = 10;
const CONNECT_TIMEOUT_MILLIS = 10_000;

function migrationsOnDisk() {
  return readMigrations(path.join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations"));
}

/**
 * Opens the embedded database in a directory, which it creates when it is missing and locks against other processes.
 * Throws DATABASE_IN_USE when another process has it open.
 */
export async function openEmbeddedDatabase(directory: string): Promise<OpenDatabase> {
  const lock = await lockDirectory(directory);
  try {
    mkdirSync(directory, { recursive: true });
    const { PGlite } = await import("@electric-sql/pglite");
    const { PrismaPGlite } = await import("pglite-prisma-adapter");
    const embedded = await PGlite.create(directory);
    const connection: SqlConnection = {
      query: async (sql, parameters) => (await embedded.query<Record<string, unknown>>(sql, parameters)).rows,
      execute: async (sql) => void (await embedded.exec(sql)),
    };
    const migrations = await migrate(connection, migrationsOnDisk());
    const client = new PrismaClient({ adapter: new PrismaPGlite(embedded) });
    const close = async () => {
      await client.$disconnect();
      if (!embedded.closed) await embedded.close();
      lock.release();
    };
    return { kind: "pglite", client, migrations, close };
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** Opens a PostgreSQL database. Throws DATABASE_UNAVAILABLE when it cannot be reached. */
export async function openPostgresDatabase(connectionString: string): Promise<OpenDatabase> {
  const { Client } = await import("pg");
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const migrator = new Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MILLIS });
  try {
    await migrator.connect();
  } catch (thrown) {
    throw new AppError("DATABASE_UNAVAILABLE", "the PostgreSQL of DATABASE_URL cannot be reached", { cause: thrown });
  }
  let migrations: MigrationState;
  try {
    const connection: SqlConnection = {
      query: async (sql, parameters) => (await migrator.query<Record<string, unknown>>(sql, parameters)).rows,
      execute: async (sql) => void (await migrator.query(sql)),
    };
    migrations = await migrate(connection, migrationsOnDisk());
  } finally {
    await migrator.end();
  }
  const adapter = new PrismaPg({
    connectionString,
    max: CONNECTION_COUNT_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLIS,
  });
  const client = new PrismaClient({ adapter });
  return { kind: "postgresql", client, migrations, close: () => client.$disconnect() };
}
