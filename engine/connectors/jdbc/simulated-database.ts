/**
 * A database outside of jobs. A program makes it, jobs write to it, failures of jobs do not touch it.
 *
 *   const database = new SimulatedDatabase().createTable("totals", { columns: ["user", "total"], primaryKey: ["user"] });
 *   database.rows("totals");
 */
import { illegalArgument } from "../../core/index";
import type { OutsideSystem } from "../../operators/index";
import { Database } from "./database";

export type DatabaseRow = Readonly<Record<string, unknown>>;

export type TableOptions = {
  readonly columns: readonly string[];
  /** Without one every row is a row of its own. */
  readonly primaryKey?: readonly string[];
};

export interface SimulatedDatabase extends OutsideSystem {
  /** Errors: `IllegalArgumentException` for a key that is no column. */
  createTable(name: string, options: TableOptions): this;
  /** The committed rows of a table, in the order in which they were first inserted. */
  rows(table: string): readonly DatabaseRow[];
}

export const SimulatedDatabase: new () => SimulatedDatabase = Database;

/** Errors: `IllegalArgumentException` for anything that no program made with `new SimulatedDatabase()`. */
export function databaseOf(database: SimulatedDatabase): Database {
  if (database instanceof Database) return database;
  throw illegalArgument("A JDBC sink writes to a SimulatedDatabase: there is no network here.", {
    hint: "const database = new SimulatedDatabase(); ... buildAtLeastOnce(database)",
  });
}
