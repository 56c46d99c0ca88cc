import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { database } from "../../db";

/** A database that answers. */
export interface DatabaseHealth {
  kind: "pglite" | "postgresql";
  migrationsApplied: number;
  newestMigration: string | null;
}

const ANSWER_TIMEOUT_MILLIS = 5_000;

function timeout(): Promise<never> {
  return new Promise((_, reject) => {
    const late = new AppError("DATABASE_UNAVAILABLE", `the database did not answer in ${ANSWER_TIMEOUT_MILLIS} ms`);
    setTimeout(() => reject(late), ANSWER_TIMEOUT_MILLIS).unref();
  });
}

/** Opens the database if that has not happened yet and asks it something; throws an AppError when it is not usable. */
export async function checkDatabase(): Promise<DatabaseHealth> {
  const opened = await database();
  const answer = opened.client.$queryRaw`SELECT 1 AS one`.catch((cause: unknown) => {
    throw new AppError("DATABASE_UNAVAILABLE", "the database does not answer", { cause });
  });
  await Promise.race([answer, timeout()]);
  return {
    kind: opened.kind,
    migrationsApplied: opened.migrations.applied.length,
    newestMigration: opened.migrations.applied.at(-1) ?? null,
  };
}
