/**
 * The statements that the simulated database understands, parsed: what a `JdbcSink` needs.
 *
 *   INSERT INTO t (a, b) VALUES (?, ?)
 *     [ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b | ON CONFLICT (a) DO NOTHING | ON DUPLICATE KEY UPDATE b = VALUES(b)]
 *   UPDATE t SET b = b + ? WHERE a = ?
 *   DELETE FROM t WHERE a = ?
 */
import { SqlTokens } from "./sql-tokens";

/** A value in a statement: sums and differences of these. */
export type SqlExpression =
  | { readonly kind: "parameter"; readonly index: number }
  | { readonly kind: "literal"; readonly value: string | number | null }
  /** Of the row that is there. */
  | { readonly kind: "column"; readonly column: string }
  /** Of the row that was to be inserted. */
  | { readonly kind: "excluded"; readonly column: string }
  | {
      readonly kind: "sum" | "difference";
      readonly left: SqlExpression;
      readonly right: SqlExpression;
    };

export type Assignment = { readonly column: string; readonly value: SqlExpression };

export type SqlStatement = {
  readonly table: string;
  /** How many `?` it has. */
  readonly parameters: number;
} & (
  | {
      readonly kind: "insert";
      readonly columns: readonly string[];
      readonly values: readonly SqlExpression[];
      /** null: a row with the same key is refused. */
      readonly onConflict: readonly Assignment[] | null;
    }
  | { readonly kind: "update"; readonly set: readonly Assignment[]; readonly where: readonly Assignment[] }
  | { readonly kind: "delete"; readonly where: readonly Assignment[] }
);

/** The statement. Errors: `SQLException` for what is not understood. */
export function parseSql(sql: string): SqlStatement {
  return new SqlParser(sql).statement();
}

class SqlParser {
  readonly #tokens: SqlTokens;
  #parameters = 0;

  constructor(sql: string) {
    this.#tokens = new SqlTokens(sql);
  }

  statement(): SqlStatement {
    const parsed = this.#body();
    if (!this.#tokens.isAtEnd) throw this.#tokens.refusal("the end");
    return { ...parsed, parameters: this.#parameters };
  }

  #body() {
    const tokens = this.#tokens;
    if (tokens.accept("INSERT", "INTO")) return this.#insert();
    if (tokens.accept("UPDATE")) {
      const table = tokens.name();
      tokens.expect("SET");
      const set = tokens.list(() => this.#assignment());
      return { kind: "update", table, set, where: this.#where() } as const;
    }
    tokens.expect("DELETE", "FROM");
    const table = tokens.name();
    return { kind: "delete", table, where: this.#where() } as const;
  }

  #insert() {
    const tokens = this.#tokens;
    const table = tokens.name();
    tokens.expect("(");
    const columns = tokens.list(() => tokens.name());
    tokens.expect(")");
    tokens.expect("VALUES", "(");
    const values = tokens.list(() => this.#expression());
    tokens.expect(")");
    if (values.length !== columns.length) throw tokens.refusal(`${columns.length} values`);
    return { kind: "insert", table, columns, values, onConflict: this.#onConflict() } as const;
  }

  #onConflict(): readonly Assignment[] | null {
    const tokens = this.#tokens;
    if (tokens.accept("ON", "DUPLICATE", "KEY", "UPDATE")) return tokens.list(() => this.#assignment());
    if (!tokens.accept("ON", "CONFLICT")) return null;
    if (tokens.accept("(")) {
      tokens.list(() => tokens.name());
      tokens.expect(")");
    }
    if (tokens.accept("DO", "NOTHING")) return [];
    tokens.expect("DO", "UPDATE", "SET");
    return tokens.list(() => this.#assignment());
  }

  #where(): readonly Assignment[] {
    const tokens = this.#tokens;
    tokens.expect("WHERE");
    const conditions = [this.#assignment()];
    while (tokens.accept("AND")) conditions.push(this.#assignment());
    return conditions;
  }

  #assignment(): Assignment {
    const column = this.#tokens.name();
    this.#tokens.expect("=");
    return { column, value: this.#expression() };
  }

  #expression(): SqlExpression {
    let left = this.#term();
    for (;;) {
      if (this.#tokens.accept("+")) left = { kind: "sum", left, right: this.#term() };
      else if (this.#tokens.accept("-")) left = { kind: "difference", left, right: this.#term() };
      else return left;
    }
  }

  #term(): SqlExpression {
    const tokens = this.#tokens;
    if (tokens.accept("?")) {
      this.#parameters += 1;
      return { kind: "parameter", index: this.#parameters };
    }
    if (tokens.accept("NULL")) return { kind: "literal", value: null };
    if (tokens.accept("VALUES", "(")) {
      const column = tokens.name();
      tokens.expect(")");
      return { kind: "excluded", column };
    }
    if (tokens.accept("EXCLUDED", ".")) return { kind: "excluded", column: tokens.name() };
    const token = tokens.peek();
    if (/^\d/.test(token)) return { kind: "literal", value: Number(tokens.take()) };
    if (token.startsWith("'")) return { kind: "literal", value: tokens.take().slice(1, -1).replaceAll("''", "'") };
    const name = tokens.name();
    return { kind: "column", column: tokens.accept(".") ? tokens.name() : name };
  }
}
