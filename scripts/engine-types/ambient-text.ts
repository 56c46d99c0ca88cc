/**
 * Flattens module declarations into one ambient text: from the entry's exports on, every declaration that is
 * reachable, without imports and exports. Classes that programs cannot construct become interfaces.
 */
import ts from "typescript";
import { type DeclarationFiles, declarationProgram } from "./declaration-files";

/** What the entry's file is not asked about, since programs only pass it on. */
const OPAQUE: ReadonlyMap<string, string> = new Map([
  [
    "Sink",
    "/** Where a stream ends: give it to `sinkTo`. */\ninterface Sink<in T> {\n  readonly takes?: (value: T) => void;\n}",
  ],
  [
    "Source",
    "/** Where a stream begins: give it to `env.fromSource`. */\ninterface Source<out T> {\n  readonly gives?: () => T;\n}",
  ],
  [
    "JobClient",
    "/** The job that was started; it is run for you. */\ninterface JobClient {\n  readonly jobName: string;\n}",
  ],
]);

/** Names that programs find besides the entry's exports. */
const GLOBALS = `/** The environment of this program: where streams start, and where the job is configured. */
declare const env: StreamExecutionEnvironment;
/** Writes to the run's output, under the verdict. */
declare const console: {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
};
`;

/** Members that belong to the engine, by their documentation. */
const INTERNAL_DOC = /not for use in jobs|whoever runs the program|@internal/;
const INTERNAL_MEMBERS: ReadonlySet<string> = new Set(["jobClient", "getProgram", "transformation", "builder"]);

/** The ambient text of everything that the entry of `files` exports. */
export function engineTypesText(files: DeclarationFiles): string {
  const program = declarationProgram(files);
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(files.entry);
  const entrySymbol = entry && checker.getSymbolAtLocation(entry);
  if (entrySymbol === undefined) throw new Error(`${files.entry} exports nothing.`);
  const flattener = new Flattener(checker, files);
  for (const exported of checker.getExportsOfModule(entrySymbol)) flattener.add(exported, isTypeOnly(exported));
  return `${flattener.text()}\n${GLOBALS}`;
}

function isTypeOnly(symbol: ts.Symbol): boolean {
  return (
    symbol.declarations?.some((it) => ts.isExportSpecifier(it) && (it.isTypeOnly || it.parent.parent.isTypeOnly)) ??
    false
  );
}

type Entry = { readonly symbol: ts.Symbol; readonly asValue: boolean };

class Flattener {
  readonly #checker: ts.TypeChecker;
  readonly #files: DeclarationFiles;
  readonly #entries = new Map<string, Entry>();
  readonly #texts = new Map<string, string>();

  constructor(checker: ts.TypeChecker, files: DeclarationFiles) {
    this.#checker = checker;
    this.#files = files;
  }

  /** Takes a symbol and everything that its declarations speak of. */
  add(symbol: ts.Symbol, typeOnly: boolean): void {
    const target = this.#resolve(symbol);
    const { name } = target;
    const known = this.#entries.get(name);
    if (known !== undefined) {
      if (!this.#sameType(known.symbol, target)) throw new Error(`Two declarations are called ${name}.`);
      if (known.asValue || typeOnly) return;
    }
    this.#entries.set(name, { symbol: target, asValue: !typeOnly });
    const opaque = OPAQUE.get(name);
    const declarations = (target.declarations ?? []).filter((it) => this.#files.texts.has(it.getSourceFile().fileName));
    this.#texts.set(name, opaque ?? declarations.map((it) => this.#declarationText(it, !typeOnly)).join("\n"));
  }

  text(): string {
    return [...this.#texts.values()].filter((text) => text !== "").join("\n");
  }

  /** What a constant's or function's declaration speaks of are types, unless it says `typeof`. */
  #declarationText(declaration: ts.Declaration, asValue: boolean): string {
    const node = this.#original(ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration);
    if (ts.isClassDeclaration(node)) return this.#classText(node, asValue);
    this.#follow(node, false);
    const text = `${docOf(node)}${this.#textOf(node).replace(/^export\s+/, "")}`;
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    return isType ? text.replace(/^((?:\/\*\*[\s\S]*?\*\/\s*)?)declare /, "$1") : withDeclare(text);
  }

  #classText(node: ts.ClassDeclaration, asValue: boolean): string {
    const members = node.members.filter((member) => isPublic(member, asValue));
    const typeParameters = node.typeParameters
      ? `<${node.typeParameters.map((it) => this.#textOf(it)).join(", ")}>`
      : "";
    const parent = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    for (const part of [...(node.typeParameters ?? []), ...members]) this.#follow(part, false);
    if (parent !== undefined) this.#follow(parent, asValue);
    const abstract = node.modifiers?.some((it) => it.kind === ts.SyntaxKind.AbstractKeyword) ? "abstract " : "";
    const keyword = asValue ? `declare ${abstract}class` : "interface";
    const heritage = parent === undefined ? "" : ` extends ${this.#textOf(parent)}`;
    const lines = members.map((member) => `  ${docOf(member)}${memberText(this.#textOf(member), asValue)}`);
    return `${docOf(node)}${keyword} ${node.name?.text ?? ""}${typeParameters}${heritage} {\n${lines.join("\n")}\n}`;
  }

  #follow(node: ts.Node, asValue: boolean): void {
    if (ts.isImportTypeNode(node)) throw new Error(`An import type cannot be flattened: ${node.getText()}`);
    if (ts.isIdentifier(node)) {
      const symbol = this.#checker.getSymbolAtLocation(node);
      if (symbol !== undefined && this.#isOurs(symbol)) this.add(symbol, !(asValue || isValueUse(node)));
    }
    node.forEachChild((child) => this.#follow(child, asValue));
  }

  /** The declaration itself, where a file only names another file's type again. */
  #original(node: ts.Node): ts.Node {
    if (!ts.isTypeAliasDeclaration(node) || !ts.isTypeReferenceNode(node.type)) return node;
    const symbol = this.#checker.getSymbolAtLocation(node.type.typeName);
    const target = symbol && this.#resolve(symbol);
    const declaration = target?.declarations?.find(ts.isTypeAliasDeclaration);
    return target?.name === node.name.text && declaration !== undefined ? declaration : node;
  }

  /** A node's text, with the names under which files import things put back to the things' own names. */
  #textOf(node: ts.Node): string {
    const start = node.getStart();
    const renamed: { readonly from: number; readonly to: number; readonly name: string }[] = [];
    const visit = (it: ts.Node): void => {
      if (ts.isIdentifier(it)) {
        const symbol = this.#checker.getSymbolAtLocation(it);
        if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias && this.#isOurs(symbol)) {
          renamed.push({ from: it.getStart() - start, to: it.end - start, name: this.#resolve(symbol).name });
        }
      }
      it.forEachChild(visit);
    };
    visit(node);
    let text = node.getText();
    for (const { from, to, name } of renamed.sort((a, b) => b.from - a.from)) {
      text = text.slice(0, from) + name + text.slice(to);
    }
    return text;
  }

  /** Two areas may each have a type of one name, as long as the types are one as well. */
  #sameType(a: ts.Symbol, b: ts.Symbol): boolean {
    const [typeOfA, typeOfB] = [this.#checker.getDeclaredTypeOfSymbol(a), this.#checker.getDeclaredTypeOfSymbol(b)];
    return this.#checker.isTypeAssignableTo(typeOfA, typeOfB) && this.#checker.isTypeAssignableTo(typeOfB, typeOfA);
  }

  #resolve(symbol: ts.Symbol): ts.Symbol {
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    return this.#checker.getExportSymbolOfSymbol(target);
  }

  /** Whether a symbol is declared at the top of one of our files (and is no type parameter or member). */
  #isOurs(symbol: ts.Symbol): boolean {
    const target = this.#resolve(symbol);
    return (target.declarations ?? []).some((declaration) => {
      const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      return ts.isSourceFile(statement.parent) && this.#files.texts.has(declaration.getSourceFile().fileName);
    });
  }
}

/** `typeof X` and computed names need the value of X. */
function isValueUse(node: ts.Identifier): boolean {
  return ts.isTypeQueryNode(node.parent) || ts.isComputedPropertyName(node.parent);
}

function isPublic(member: ts.ClassElement, asValue: boolean): boolean {
  const has = (kind: ts.SyntaxKind): boolean =>
    ts.canHaveModifiers(member) && (ts.getModifiers(member)?.some((it) => it.kind === kind) ?? false);
  if (has(ts.SyntaxKind.PrivateKeyword) || has(ts.SyntaxKind.ProtectedKeyword)) {
    return asValue && ts.isConstructorDeclaration(member);
  }
  if (
    member.name !== undefined &&
    (ts.isPrivateIdentifier(member.name) || INTERNAL_MEMBERS.has(member.name.getText()))
  ) {
    return false;
  }
  if (
    INTERNAL_DOC.test(docOf(member)) &&
    !ts.isConstructorDeclaration(member) &&
    member.name?.getText() !== "execute"
  ) {
    return false;
  }
  return asValue || !(ts.isConstructorDeclaration(member) || has(ts.SyntaxKind.StaticKeyword));
}

function memberText(text: string, asValue: boolean): string {
  return asValue ? text : text.replace(/^abstract\s+/, "");
}

/** The documentation comment that stands before a node. */
function docOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter((it): it is ts.JSDoc => ts.isJSDoc(it));
  const last = comments.at(-1);
  return last === undefined ? "" : `${last.getText()}\n`;
}

function withDeclare(text: string): string {
  return /^(?:\/\*\*[\s\S]*?\*\/\s*)?declare /.test(text)
    ? text
    : text.replace(/^((?:\/\*\*[\s\S]*?\*\/\s*)?)/, "$1declare ");
}
