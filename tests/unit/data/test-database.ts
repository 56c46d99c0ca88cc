import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { ensureProfile } from "@/lib/server/data/profile/ensure-profile";
import { closeDatabase, database } from "@/lib/server/db";

/** The PostgreSQL to test against, or undefined for the embedded database. */
export const testDatabaseUrl = process.env.TEST_DATABASE_URL || undefined;

/** A new embedded database takes a few seconds, and far more while a build keeps both cores busy. */
const OPEN_TIMEOUT_MILLIS = 120_000;

/** The environment of a server with a data directory of its own, for this process or for a child. */
export function testEnvironment(dataDirectory: string): Record<string, string> {
  return { TIDEMARK_DATA_DIR: dataDirectory, DATABASE_URL: testDatabaseUrl ?? "", TIDEMARK_SECRET: "" };
}

/** A new empty directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), "tidemark-test-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Gives the tests of a file a database: a new embedded one, or the PostgreSQL of TEST_DATABASE_URL. */
export function withTestDatabase(): void {
  const directory = temporaryDirectory();
  beforeAll(async () => {
    Object.assign(process.env, testEnvironment(path.join(directory, "data")));
    await database();
  }, OPEN_TIMEOUT_MILLIS);
  afterAll(() => closeDatabase());
}

/** A profile that exists. */
export async function newProfile(): Promise<string> {
  const profileId = randomUUID();
  await ensureProfile(profileId);
  return profileId;
}
