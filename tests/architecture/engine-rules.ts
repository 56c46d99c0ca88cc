/**
 * What holds inside the engine: floors, doors, no cycles, nothing from outside, headers, names that must not occur.
 */
import ts from "typescript";
import { ASYNCHRONOUS_AREA, type EngineArea } from "../../engine/floors";
import { areaOf, isTest, parse, type SourceFile, type Violation } from "./source-files";

/** A file imports its own area and lower floors, and nothing outside the engine. */
export function floorsObeyed(files: readonly SourceFile[], floors: readonly EngineArea[]): Violation[] {
  const byName = new Map(floors.map((entry) => [entry.area, entry]));
  const violations: Violation[] = [];
  const report = (file: SourceFile, message: string) => violations.push({ rule: "floors", path: file.path, message });
  for (const file of productFiles(files)) {
    const area = areaOf(file.path);
    const own = area === null ? undefined : byName.get(area);
    if (area !== null && own === undefined) report(file, `the area ${area} is not in engine/floors.ts`);
    for (const { specifier, target } of file.imports) {
      if (target === null || !target.startsWith("engine/")) {
        report(file, `imports ${specifier}: the engine imports nothing outside itself`);
        continue;
      }
      const other = byName.get(areaOf(target) ?? "");
      if (own === undefined || other === undefined || other === own) continue;
      if (other.floor >= own.floor) {
        report(file, `${own.area} (floor ${own.floor}) imports ${other.area} (floor ${other.floor}): ${specifier}`);
      }
      if (own.notAllowed?.includes(other.area) === true) report(file, `${own.area} must not know ${other.area}`);
    }
  }
  return violations;
}

/** Another area is entered through its `index.ts`, or a file that the package exports. */
export function doorsOnly(files: readonly SourceFile[], exportedFiles: readonly string[]): Violation[] {
  const exported = new Set(exportedFiles);
  return files
    .filter((file) => file.path.startsWith("engine/"))
    .flatMap((file) =>
      file.imports.flatMap(({ specifier, target }) => {
        if (target === null || areaOf(target) === null || areaOf(target) === areaOf(file.path)) return [];
        if (target.endsWith("/index.ts") || exported.has(target)) return [];
        return [{ rule: "doors", path: file.path, message: `imports ${specifier}, which is not a door` }];
      }),
    );
}

/** No area reaches itself again through others. */
export function noCyclesBetweenAreas(files: readonly SourceFile[]): Violation[] {
  const edges = new Map<string, Set<string>>();
  for (const file of productFiles(files)) {
    const from = areaOf(file.path);
    if (from === null) continue;
    const targets = edges.get(from) ?? new Set<string>();
    edges.set(from, targets);
    for (const { target } of file.imports) {
      const to = target === null ? null : areaOf(target);
      if (to !== null && to !== from) targets.add(to);
    }
  }
  return [...edges.keys()].flatMap((start) => {
    const cycle = pathBack(start, edges);
    return cycle === null ? [] : [{ rule: "cycles", path: `engine/${start}`, message: cycle.join(" -> ") }];
  });
}

function pathBack(start: string, edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const seen = new Set<string>();
  const walk = (area: string, trail: string[]): string[] | null => {
    for (const next of edges.get(area) ?? []) {
      if (next === start) return [...trail, area, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...trail, area]);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(start, []);
}

/** Each engine file opens with what it is. */
export function headersPresent(files: readonly SourceFile[]): Violation[] {
  return productFiles(files)
    .filter((file) => !file.text.startsWith("/**"))
    .map((file) => ({ rule: "headers", path: file.path, message: "does not open with a /** header comment */" }));
}

const BANNED_GLOBALS = new Map([
  ["performance", "the injected clock"],
  ["crypto", "Prng of core"],
  ["setTimeout", "the processing-time service"],
  ["setInterval", "the processing-time service"],
  ["setImmediate", "the task's mailbox"],
  ["queueMicrotask", "the task's mailbox"],
  ["console", "the injected tracer"],
  ["fetch", "a source of connectors"],
  ["document", "a trace event that a view reads"],
  ["window", "a trace event that a view reads"],
  ["process", "an option of the caller"],
]);

/** The world's clock, chance and output do not occur, and below the worker nothing waits. */
export function noBannedNames(files: readonly SourceFile[]): Violation[] {
  return productFiles(files).flatMap((file) => {
    const tree = parse(file);
    const declared = declaredNames(tree);
    const maySuspend = areaOf(file.path) === ASYNCHRONOUS_AREA;
    const violations: Violation[] = [];
    const visit = (node: ts.Node): void => {
      const message = bannedUse(node, declared) ?? (maySuspend ? null : suspendingUse(node));
      if (message !== null) {
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        violations.push({ rule: "banned-names", path: `${file.path}:${line}`, message });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return violations;
  });
}

function bannedUse(node: ts.Node, declared: ReadonlySet<string>): string | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    if (name === "Date.now") return "Date.now: use the injected clock";
    if (name === "Math.random") return "Math.random: use Prng of core";
  }
  const callee = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression : undefined;
  if (callee !== undefined && ts.isIdentifier(callee) && callee.text === "Date") {
    const { arguments: args } = node as ts.NewExpression | ts.CallExpression;
    if (ts.isCallExpression(node) || (args ?? []).length === 0) return "new Date(): use the injected clock";
  }
  if (!ts.isIdentifier(node) || declared.has(node.text)) return null;
  const replacement = BANNED_GLOBALS.get(node.text);
  if (replacement === undefined || !isReference(node)) return null;
  return `${node.text}: use ${replacement}`;
}

function suspendingUse(node: ts.Node): string | null {
  const isAsync =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync === true || ts.isAwaitExpression(node)) return "async and await: return, and be stepped again";
  if (ts.isIdentifier(node) && node.text === "Promise" && !isMemberName(node)) return "Promise: use a callback";
  return null;
}

/** Whether the identifier reads a variable, rather than naming a member, a field or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  return !isMemberName(node) && ts.isExpression(node) && !ts.isTypeNode(parent);
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return "name" in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
}

function declaredNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function productFiles(files: readonly SourceFile[]): SourceFile[] {
  return files.filter((file) => file.path.startsWith("engine/") && !isTest(file));
}
