/**
 * The simulated database as the sink sees it: tables, statements one by one (auto-commit) or in prepared transactions
 * (XA). What programs may use of it is the interface `SimulatedDatabase`.
 */
import { illegalArgument, preview } from "../../core/index";
import type { OutsideEntry, OutsidePort, OutsideView } from "../../operators/index";
import type { DatabaseRow as Row, SimulatedDatabase, TableOptions } from "./simulated-database";
import { type Assignment, parseSql, type SqlExpression, type SqlStatement } from "./sql-statement";
import { sqlError } from "./sql-tokens";

const SYSTEM = "jdbc";

/** A statement with its parameters, and the record that it comes from. */
export type BoundStatement = {
  readonly statement: SqlStatement;
  readonly parameters: readonly unknown[];
  readonly record: number;
};

/** `position` is that of the row among all that the table ever had. */
type StoredRow = { readonly position: number; row: Row };

type Table = { readonly options: TableOptions; readonly rows: Map<string, StoredRow>; nextPosition: number };

/** `open` until it is prepared; a prepared one outlives its connection. */
type Transaction = { state: "open" | "prepared"; readonly statements: BoundStatement[] };

export class Database implements SimulatedDatabase {
  readonly #tables = new Map<string, Table>();
  readonly #transactions = new Map<string, Transaction>();

  /** Errors: `IllegalArgumentException` for a key that is no column. */
  createTable(name: string, options: TableOptions): this {
    const stranger = (options.primaryKey ?? []).find((column) => !options.columns.includes(column));
    if (stranger !== undefined) throw illegalArgument(`The primary key of ${name} has no column ${stranger}.`);
    this.#tables.set(name, { options, rows: new Map(), nextPosition: 0 });
    return this;
  }

  /** The committed rows of a table, in the order in which they were first inserted. */
  rows(table: string): readonly Row[] {
    return this.#sorted(this.#table(table)).map(({ row }) => row);
  }

  outsideView(): OutsideView {
    const committed = [...this.#tables].flatMap(([name, table]) =>
      this.#sorted(table).map(({ position, row }) => entryOf(name, position, row, "committed", "")),
    );
    const uncommitted = [...this.#transactions].flatMap(([id, { statements, state }]) =>
      statements.map(({ statement, parameters }, index) => {
        const what = state === "prepared" ? "pre-committed" : "written";
        return entryOf(statement.table, index, { parameters }, what, id);
      }),
    );
    return { system: SYSTEM, entries: [...committed, ...uncommitted], messages: [] };
  }

  /** A statement, parsed and checked against the tables. Errors: `SQLException`. */
  prepare(sql: string): SqlStatement {
    const statement = parseSql(sql);
    const { columns } = this.#table(statement.table).options;
    const named = statement.kind === "insert" ? statement.columns : statement.where.map(({ column }) => column);
    const stranger = named.find((column) => !columns.includes(column));
    if (stranger !== undefined) throw sqlError(`column "${stranger}" of relation "${statement.table}" does not exist`);
    return statement;
  }

  /** Executes the statements, each on its own: those before one that fails stay. */
  executeBatch(batch: readonly BoundStatement[], port: OutsidePort): void {
    for (const bound of batch) this.#execute(bound, port, "");
  }

  /** Begins a transaction. */
  start(transactionId: string): void {
    this.#transactions.set(transactionId, { state: "open", statements: [] });
  }

  /** Writes in an open transaction: nobody sees it yet. */
  executeInTransaction(transactionId: string, batch: readonly BoundStatement[], port: OutsidePort): void {
    const transaction = this.#transactions.get(transactionId);
    if (transaction?.state !== "open") throw sqlError(`XAER_NOTA: ${transactionId} is not open`);
    for (const bound of batch) {
      transaction.statements.push(bound);
      const { statement, parameters, record } = bound;
      const position = -transaction.statements.length;
      this.#report(port, statement.table, "written", transactionId, record, position, preview(parameters), false);
    }
  }

  /** From now on the transaction outlives its connection. */
  prepareTransaction(transactionId: string, port: OutsidePort): void {
    const transaction = this.#transactions.get(transactionId);
    if (transaction === undefined) throw sqlError(`XAER_NOTA: ${transactionId} is not known`);
    transaction.state = "prepared";
    this.#report(port, "", "pre-committed", transactionId, 0, -1, "", false);
  }

  /** Whether there was such a transaction: committed ones are forgotten. */
  commitTransaction(transactionId: string, port: OutsidePort): boolean {
    const transaction = this.#transactions.get(transactionId);
    if (transaction === undefined) return false;
    this.#transactions.delete(transactionId);
    for (const bound of transaction.statements) this.#execute(bound, port, transactionId);
    this.#report(port, "", "committed", transactionId, 0, -1, "", true);
    return true;
  }

  /** */
  rollBack(transactionId: string, port: OutsidePort): void {
    if (!this.#transactions.delete(transactionId)) return;
    this.#report(port, "", "aborted", transactionId, 0, -1, "", false);
  }

  /** A connection closes: what it has not prepared goes. */
  rollBackOpen(transactionId: string, port: OutsidePort): void {
    if (this.#transactions.get(transactionId)?.state === "open") this.rollBack(transactionId, port);
  }

  /** Ids of transactions that are open or prepared. */
  recover(): readonly string[] {
    return [...this.#transactions.keys()];
  }

  #execute({ statement, parameters, record }: BoundStatement, port: OutsidePort, transaction: string): void {
    const table = this.#table(statement.table);
    const report = (effect: string, stored: StoredRow) =>
      this.#report(
        port,
        statement.table,
        effect,
        transaction,
        record,
        stored.position,
        preview(stored.row),
        effect !== "deleted",
      );
    if (statement.kind === "insert") {
      this.#insert(table, statement, parameters, report);
      return;
    }
    for (const [key, stored] of [...table.rows]) {
      if (!isMatch(statement.where, stored.row, parameters)) continue;
      if (statement.kind === "delete") {
        table.rows.delete(key);
        report("deleted", stored);
        continue;
      }
      stored.row = assigned(stored.row, statement.set, parameters, stored.row);
      report("upserted", stored);
    }
  }

  #insert(
    table: Table,
    statement: Extract<SqlStatement, { kind: "insert" }>,
    parameters: readonly unknown[],
    report: (effect: string, stored: StoredRow) => void,
  ): void {
    const { columns, values, onConflict } = statement;
    const given = columns.map((column, index) => ({ column, value: values[index] as SqlExpression }));
    const empty = Object.fromEntries(table.options.columns.map((column) => [column, null]));
    const row = assigned(empty, given, parameters, empty);
    const key = keyOf(table, row);
    const known = table.rows.get(key);
    if (known === undefined) {
      const stored = { position: table.nextPosition, row };
      table.nextPosition += 1;
      table.rows.set(key, stored);
      report("upserted", stored);
      return;
    }
    if (onConflict === null) throw duplicateKey(statement.table, table, row);
    if (onConflict.length === 0) return;
    known.row = assigned(known.row, onConflict, parameters, row);
    report("upserted", known);
  }

  #sorted(table: Table): StoredRow[] {
    return [...table.rows.values()].sort((a, b) => a.position - b.position);
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) {
      throw sqlError(`relation "${name}" does not exist`, `Create it first: database.createTable("${name}", ...).`);
    }
    return table;
  }

  #report(
    port: OutsidePort,
    place: string,
    effect: string,
    transaction: string,
    record: number,
    position: number,
    value: string,
    visible: boolean,
  ): void {
    if (!port.isWatched) return;
    port.report({ system: SYSTEM, place, effect, transaction, record, position, value, visible });
  }
}

function keyOf(table: Table, row: Row): string {
  const { primaryKey } = table.options;
  return primaryKey === undefined ? String(table.nextPosition) : preview(primaryKey.map((column) => row[column]));
}

function assigned(row: Row, set: readonly Assignment[], parameters: readonly unknown[], excluded: Row): Row {
  const changes = set.map(({ column, value }) => [column, valueOf(value, parameters, row, excluded)] as const);
  return { ...row, ...Object.fromEntries(changes) };
}

function isMatch(where: readonly Assignment[], row: Row, parameters: readonly unknown[]): boolean {
  return where.every(({ column, value }) => row[column] === valueOf(value, parameters, row, row));
}

function valueOf(expression: SqlExpression, parameters: readonly unknown[], row: Row, excluded: Row): unknown {
  switch (expression.kind) {
    case "parameter":
      return parameters[expression.index - 1];
    case "literal":
      return expression.value;
    case "column":
      return row[expression.column];
    case "excluded":
      return excluded[expression.column];
    default: {
      const left = Number(valueOf(expression.left, parameters, row, excluded));
      const right = Number(valueOf(expression.right, parameters, row, excluded));
      return expression.kind === "sum" ? left + right : left - right;
    }
  }
}

function duplicateKey(name: string, table: Table, row: Row): Error {
  const key = table.options.primaryKey ?? [];
  return sqlError(
    `duplicate key value violates unique constraint "${name}_pkey": Key (${key.join(", ")})=(${key
      .map((column) => preview(row[column]))
      .join(", ")}) already exists.`,
    "After a failure records come again: write them with ON CONFLICT (...) DO UPDATE SET ..., so that twice is the same as once.",
  );
}

function entryOf(place: string, position: number, row: Row, state: string, transaction: string): OutsideEntry {
  const visible = state === "committed";
  return { place, position, key: "", value: preview(row), state, transaction, visible, readable: visible };
}
