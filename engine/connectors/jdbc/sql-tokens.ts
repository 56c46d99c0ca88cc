/**
 * Reads a statement of the simulated database token by token; what it does not understand it refuses by name.
 */
import { EngineError } from "../../core/index";

const TOKEN = /\s*([A-Za-z_][\w]*|"[^"]+"|`[^`]+`|'(?:[^']|'')*'|\d+(?:\.\d+)?|[^\s'"`])/y;

export class SqlTokens {
  readonly #sql: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = tokenize(sql);
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#tokens.length || this.#tokens[this.#next] === ";";
  }

  /** Whether these words come next; takes them if they do. */
  accept(...words: readonly string[]): boolean {
    const matches = words.every((word, index) => this.#tokens[this.#next + index]?.toUpperCase() === word);
    if (matches) this.#next += words.length;
    return matches;
  }

  /** Takes these words. Errors: `SQLException` where something else comes. */
  expect(...words: readonly string[]): void {
    if (!this.accept(...words)) throw this.refusal(words.join(" "));
  }

  /** Takes a name, in quotes or without. */
  name(): string {
    const token = this.take();
    if (/^["`]/.test(token)) return token.slice(1, -1);
    if (!/^[A-Za-z_]/.test(token)) throw this.refusal("a name", -1);
    return token;
  }

  take(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw this.refusal("more");
    this.#next += 1;
    return token;
  }

  peek(ahead = 0): string {
    return this.#tokens[this.#next + ahead] ?? "";
  }

  /** Several, with commas between them. */
  list<E>(element: () => E): E[] {
    const elements = [element()];
    while (this.accept(",")) elements.push(element());
    return elements;
  }

  refusal(expected: string, offset = 0): EngineError {
    const found = this.#tokens[this.#next + offset] ?? "the end";
    return sqlError(`syntax error at or near "${found}", expected ${expected}: ${this.#sql}`);
  }
}

/** What the database throws. */
export function sqlError(message: string, hint?: string): EngineError {
  return new EngineError({
    code: "SQL_ERROR",
    message,
    flinkClass: "SQLException",
    hint:
      hint ??
      "The simulated database knows INSERT INTO t (a, b) VALUES (?, ?) with ON CONFLICT (a) DO UPDATE SET ..., DO NOTHING or ON DUPLICATE KEY UPDATE ..., UPDATE t SET ... WHERE a = ?, and DELETE FROM t WHERE a = ?.",
  });
}

function tokenize(sql: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length && sql.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (match === null) throw sqlError(`syntax error in: ${sql.slice(at)}`);
    tokens.push(match[1] as string);
  }
  return tokens;
}
