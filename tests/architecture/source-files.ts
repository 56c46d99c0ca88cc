/**
 * The repository's source files as the architecture rules see them: path, text, and what they import.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export type ImportReference = {
  readonly specifier: string;
  /** The file behind it, from the repository's root; null for packages. */
  readonly target: string | null;
  readonly isTypeOnly: boolean;
};

export type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly ImportReference[] };

export type Violation = { readonly rule: string; readonly path: string; readonly message: string };

const FOLDERS = ["app", "bench", "components", "conformance", "engine", "lib", "scripts", "tests"];
const SOURCE = /\.(?:ts|tsx|mjs)$/;

/** Every source file under the folders of the product. */
export function loadSourceFiles(root: string): SourceFile[] {
  const paths = FOLDERS.filter((folder) => existsSync(path.join(root, folder))).flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => SOURCE.test(name) && !name.split(path.sep).includes("node_modules"))
      .map((name) => `${folder}/${name.split(path.sep).join("/")}`),
  );
  return sourceFilesOf(Object.fromEntries(paths.map((name) => [name, readFileSync(path.join(root, name), "utf8")])));
}

/** Files from their texts, for the rules' own tests; imports resolve among the files given. */
export function sourceFilesOf(texts: Readonly<Record<string, string>>): SourceFile[] {
  const known = new Set(Object.keys(texts));
  return Object.entries(texts).map(([name, text]) => ({ path: name, text, imports: importsOf(name, text, known) }));
}

/** Whether the file is a test or a suite that tests run: it is no part of the product. */
export function isTest(file: { readonly path: string }): boolean {
  return /\.(?:test|contract|spec)\.tsx?$/.test(file.path) || file.path.startsWith("tests/");
}

/** The engine area of a path, such as `core`; null for files beside the areas and outside the engine. */
export function areaOf(filePath: string): string | null {
  return /^engine\/([^/]+)\//.exec(filePath)?.[1] ?? null;
}

/** The syntax tree of a file, with parents. */
export function parse(file: { readonly path: string; readonly text: string }): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
}

function importsOf(from: string, text: string, known: ReadonlySet<string>): ImportReference[] {
  const found: ImportReference[] = [];
  const add = (literal: ts.Node | undefined, isTypeOnly: boolean) => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return;
    found.push({ specifier: literal.text, target: resolve(from, literal.text, known), isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "URL") {
      add(node.arguments?.[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(parse({ path: from, text }));
  return found;
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.every((element) => element.isTypeOnly);
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  let base: string;
  if (specifier.startsWith("@/")) base = specifier.slice(2);
  else if (specifier.startsWith(".")) base = path.posix.join(path.posix.dirname(from), specifier);
  else return null;
  const candidates = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"].map((ending) => base + ending);
  return candidates.find((candidate) => known.has(candidate)) ?? base;
}
