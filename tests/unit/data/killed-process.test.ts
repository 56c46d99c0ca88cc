import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { closeDatabase, db } from "@/lib/server/db";
import { startProcess } from "./child-process";
import { temporaryDirectory, testEnvironment } from "./test-database";

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
  const client = await db();
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
