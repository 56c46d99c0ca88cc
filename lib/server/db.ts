import "server-only";
import path from "node:path";
import type { PrismaClient } from "@/generated/prisma/client";
import { openEmbeddedDatabase, type OpenDatabase, openPostgresDatabase } from "./database/open-database";
import { readEnvironment } from "./env";

interface ProcessDatabase {
  opening: Promise<OpenDatabase> | null;
  stopsWithProcess: boolean;
}

/** One for the process: modules may be evaluated again by hot reload, and every bundle of the server shares it. */
const processWide = globalThis as typeof globalThis & { __tidemarkDatabase?: ProcessDatabase };

function processDatabase(): ProcessDatabase {
  processWide.__tidemarkDatabase ??= { opening: null, stopsWithProcess: false };
  return processWide.__tidemarkDatabase;
}

function openByEnvironment(): Promise<OpenDatabase> {
  const environment = readEnvironment();
  return environment.databaseUrl === null
    ? openEmbeddedDatabase(path.join(/* turbopackIgnore: true */ environment.dataDirectory, "pg"))
    : openPostgresDatabase(environment.databaseUrl);
}

function closeWithProcess(): void {
  const shared = processDatabase();
  if (shared.stopsWithProcess) return;
  shared.stopsWithProcess = true;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      closeDatabase().then(
        () => process.exit(0),
        (thrown: unknown) => {
          console.error("The database could not be closed cleanly.", thrown);
          process.exit(1);
        },
      );
    });
  }
}

/**
 * The open database of this process; opened and migrated on first use. A failed opening is tried again by the next
 * call. Throws DATABASE_IN_USE or DATABASE_UNAVAILABLE.
 */
export function database(): Promise<OpenDatabase> {
  const shared = processDatabase();
  if (shared.opening === null) {
    closeWithProcess();
    const opening = Promise.resolve().then(openByEnvironment);
    shared.opening = opening;
    opening.catch(() => {
      if (shared.opening === opening) shared.opening = null;
    });
  }
  return shared.opening;
}

/** The Prisma client of this process. Only lib/server/data uses it. */
export async function db(): Promise<PrismaClient> {
  return (await database()).client;
}

/** Closes the database of this process if it is open; the next call of `db` opens it again. */
export async function closeDatabase(): Promise<void> {
  const shared = processDatabase();
  const opening = shared.opening;
  shared.opening = null;
  if (opening === null) return;
  await (await opening).close();
}
