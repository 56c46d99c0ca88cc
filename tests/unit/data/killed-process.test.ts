import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { closeDatabase, db } from "@/lib/server/db";
import { nextLine, startProcess } from "./child-process";
import { temporaryDirectory, testDatabaseUrl, testEnvironment } from "./test-database";

const directory = temporaryDirectory();
afterAll(() => closeDatabase());

const ANSWER_COUNT = 1_000;
const KILLED_AFTER = 400;

it("kill -9 in the middle of 1,000 saved answers loses none that was acknowledged", async () => {
  const environment = testEnvironment(path.join(directory, "killed"));
  const profileId = randomUUID();
  const started = startProcess("save-answers", [profileId, String(ANSWER_COUNT)], environment);
  const acknowledged: string[] = [];
  for await (const line of started.lines) {
    acknowledged.push(line);
    if (acknowledged.length === KILLED_AFTER) started.child.kill("SIGKILL");
  }
  expect(await started.ended).toBe("SIGKILL");
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLED_AFTER);
  expect(acknowledged.length).toBeLessThan(ANSWER_COUNT);

  Object.assign(process.env, environment);
  const reopenedAt = performance.now();
  const client = await db();
  expect(performance.now() - reopenedAt).toBeLessThan(8_000);
  const rows = await client.studyAnswer.findMany({
    where: { profileId },
    select: { clientEventId: true, itemId: true, response: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const stored = rows.map((row) => `${row.clientEventId} ${row.itemId}`);
  expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(stored.length - acknowledged.length, "at most the one answer that was under way").toBeLessThanOrEqual(1);
  expect(rows[KILLED_AFTER - 1]?.response).toEqual({ number: KILLED_AFTER - 1 });
}, 120_000);

it.skipIf(testDatabaseUrl !== undefined)(
  "a second process on one embedded directory is refused and told why",
  async () => {
    const dataDirectory = path.join(directory, "shared");
    const environment = testEnvironment(dataDirectory);
    const holder = startProcess("open-database", [], environment);
    expect(await nextLine(holder)).toBe("open pglite");

    const second = startProcess("open-database", [], environment);
    const message = await nextLine(second);
    expect(message).toMatch(/^DATABASE_IN_USE: /);
    expect(message).toContain(path.join(dataDirectory, "pg"));
    expect(message).toContain(`process ${holder.child.pid}`);
    expect(message).toContain("Stop that process first");
    expect(message).toContain("DATABASE_URL");
    expect(await second.ended).toBe(3);

    holder.child.kill("SIGTERM");
    expect(await holder.ended, "SIGTERM closes the database and ends the process").toBe(0);
    const third = startProcess("open-database", [], environment);
    expect(await nextLine(third)).toBe("open pglite");
  },
  120_000,
);
