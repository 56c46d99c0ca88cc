import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, it } from "vitest";
import { type Migration, migrate, type SqlConnection } from "@/lib/server/database/migrate";

const embedded = await PGlite.create();
afterAll(() => embedded.close());

/** The one database of this file, emptied. */
async function newConnection(): Promise<SqlConnection> {
  await embedded.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  return {
    query: async (sql, parameters) => (await embedded.query<Record<string, unknown>>(sql, parameters)).rows,
    execute: async (sql) => void (await embedded.exec(sql)),
  };
}

const first: Migration = { name: "1_first", sql: "CREATE TABLE tide (id int);", checksum: "a" };
const second: Migration = { name: "2_second", sql: "ALTER TABLE tide ADD mark int; SELECT 1;", checksum: "b" };

it("applies what is missing, once and in order", async () => {
  const connection = await newConnection();
  expect(await migrate(connection, [first])).toEqual({ applied: ["1_first"], appliedNow: 1 });
  expect(await migrate(connection, [first, second])).toEqual({ applied: ["1_first", "2_second"], appliedNow: 1 });
  expect(await migrate(connection, [first, second])).toEqual({ applied: ["1_first", "2_second"], appliedNow: 0 });
  expect(await connection.query("SELECT id, mark FROM tide")).toEqual([]);
});

it("keeps nothing of a migration that fails and can go on after it is mended", async () => {
  const connection = await newConnection();
  const broken = { ...second, sql: "CREATE TABLE half (id int); SELECT * FROM nowhere;" };
  await expect(migrate(connection, [first, broken])).rejects.toThrow(/migration 2_second failed/);
  await expect(connection.query("SELECT * FROM half")).rejects.toThrow(/does not exist/);
  expect(await migrate(connection, [first, second])).toEqual({ applied: ["1_first", "2_second"], appliedNow: 1 });
});

it("refuses a history that does not fit: a changed or an unknown migration", async () => {
  const connection = await newConnection();
  await migrate(connection, [first, second]);
  await expect(migrate(connection, [{ ...first, checksum: "c" }, second])).rejects.toThrow(/1_first was changed/);
  await expect(migrate(connection, [first])).rejects.toThrow(/2_second, which this version does not know/);
});
