/**
 * Stands in for "vitest" where the engine's own test files run in a bundle: it collects the tests that the files
 * declare and runs them one after the other, with vitest's own `expect`. The same stand-in serves Node and the worker.
 */
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend, chai } from "@vitest/expect";
import fc from "fast-check";

/** How one test ended; `error` is null when it passed. */
export type TestResult = { readonly name: string; readonly error: string | null };

type Declared = { readonly name: string; readonly body: () => unknown };
type Body = (...row: never[]) => unknown;

/** Both sides try the same cases of every property. */
const PROPERTY_SEED = 20_26;

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
fc.configureGlobal({ seed: PROPERTY_SEED });

const declared: Declared[] = [];
const groups: string[] = [];
const hooks: { readonly group: string; readonly hook: () => unknown }[] = [];

export const expect = chai.expect;

/** Says something to the compiler only; each link of its chain gives the chain again. */
export const expectTypeOf: unknown = new Proxy(() => undefined, {
  get: () => expectTypeOf,
  apply: () => expectTypeOf,
});

/** Puts the tests of a file or group under its name. */
export function describe(name: string, declare: () => void): void {
  groups.push(name);
  declare();
  groups.pop();
}

/** Runs the hook before each test of the file or group that it stands in. */
export function beforeEach(hook: () => unknown): void {
  hooks.push({ group: `${groups.join(" > ")} > `, hook });
}

/** Keeps a test for `runDeclaredTests`. */
export function test(name: string, body: () => unknown): void {
  declared.push({ name: [...groups, name].join(" > "), body });
}

export const it = test;

describe.each = (rows: readonly unknown[]) => (name: string, declare: Body) => {
  for (const row of argumentsOf(rows)) describe(nameOf(name, row), () => call(declare, row));
};

test.each = (rows: readonly unknown[]) => (name: string, body: Body) => {
  for (const row of argumentsOf(rows)) test(nameOf(name, row), () => call(body, row));
};

/** Loads one test file, so that what it declares stands under the file's path. */
export async function declareFile(path: string, load: () => Promise<unknown>): Promise<void> {
  groups.push(path);
  await load();
  groups.pop();
}

/** Runs every declared test in the order of declaration. */
export async function runDeclaredTests(): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (const { name, body } of declared) {
    try {
      for (const { group, hook } of hooks) if (name.startsWith(group)) await hook();
      await body();
      results.push({ name, error: null });
    } catch (thrown) {
      results.push({ name, error: thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown) });
    }
  }
  return results;
}

/** The arguments of each row: rows that are all arrays are spread, as vitest does, any other row is one argument. */
function argumentsOf(rows: readonly unknown[]): readonly (readonly unknown[])[] {
  return rows.every((row) => Array.isArray(row)) ? (rows as unknown[][]) : rows.map((row) => [row]);
}

function call(body: Body, row: readonly unknown[]): unknown {
  return body(...(row as never[]));
}

/** Fills `%s` and its kind with the values of a row, and `$field` with a field of it. */
function nameOf(template: string, row: readonly unknown[]): string {
  const values = row.slice();
  const filled = template.replace(/%[sidfjo]/g, () => textOf(values.shift()));
  return filled.replace(/\$(\w+)/g, (whole, field: string) => {
    const [record] = row;
    if (typeof record !== "object" || record === null || !(field in record)) return whole;
    return textOf((record as Record<string, unknown>)[field]);
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
