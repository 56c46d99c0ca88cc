import path from "node:path";
import { expect, it } from "vitest";
import { nextLine, startProcess } from "./child-process";
import { temporaryDirectory, testEnvironment } from "./test-database";

const directory = temporaryDirectory();

it("a second process on one embedded directory is refused and told why", async () => {
  const dataDirectory = path.join(directory, "shared");
  const environment = { ...testEnvironment(dataDirectory), DATABASE_URL: "" };
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
}, 120_000);
