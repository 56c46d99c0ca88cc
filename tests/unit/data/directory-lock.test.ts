import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { lockDirectory } from "@/lib/server/database/directory-lock";
import { ownIdentity } from "@/lib/server/database/process-identity";
import { temporaryDirectory } from "./test-database";

const root = temporaryDirectory();
let directoryCount = 0;

function newDirectory(): string {
  directoryCount += 1;
  return path.join(root, `place-${directoryCount}`, "pg");
}

async function leaveLockOf(directory: string, identity: object): Promise<string> {
  const lock = await lockDirectory(directory);
  lock.release();
  const file = `${directory}.lock.1`;
  writeFileSync(file, JSON.stringify({ ...ownIdentity(), released: false, ...identity }));
  return file;
}

it("is held by one at a time and can be had again after its release", async () => {
  const directory = newDirectory();
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
  lock.release();
  lock.release();
  const again = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
  again.release();
});

it("is got by exactly one of many who ask at once", async () => {
  const directory = newDirectory();
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)));
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
});

it("of a process that is gone is taken over at once", async () => {
  const directory = newDirectory();
  await leaveLockOf(directory, { pid: 2 ** 22 + 12_345 });
  const startedAt = performance.now();
  const lock = await lockDirectory(directory);
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(readdirSync(path.dirname(directory)).filter((name) => name.startsWith("pg.lock"))).toEqual(["pg.lock.2"]);
  lock.release();
});

it.runIf(process.platform === "linux")("is not left to a later process with the same pid", async () => {
  const directory = newDirectory();
  await leaveLockOf(directory, { startedAt: "1" });
  (await lockDirectory(directory)).release();
});

it("of another machine is free once its heartbeat is old", async () => {
  const directory = newDirectory();
  const file = await leaveLockOf(directory, { realm: "elsewhere||" });
  const old = new Date(Date.now() - 60_000);
  utimesSync(file, old, old);
  const lock = await lockDirectory(directory);
  lock.release();
});

it("of another machine with a fresh heartbeat is refused after a wait", async () => {
  const directory = newDirectory();
  const file = await leaveLockOf(directory, { realm: "elsewhere||", pid: 7 });
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), 500);
  const startedAt = performance.now();
  const refused = expect(lockDirectory(directory, { foreignHolderWaitMillis: 1_000 })).rejects;
  await refused.toThrow(/process 7 \(on elsewhere\)/);
  expect(performance.now() - startedAt).toBeGreaterThan(900);
  clearInterval(heartbeat);
});

it("names its holder in a file that only the owner reads", async () => {
  const directory = newDirectory();
  const lock = await lockDirectory(directory);
  expect(JSON.parse(readFileSync(`${directory}.lock.1`, "utf8"))).toMatchObject({ pid: process.pid, released: false });
  lock.release();
});
