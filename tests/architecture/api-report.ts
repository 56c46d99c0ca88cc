/**
 * The public surface of the engine as text: every export of `engine/index.ts` with the signatures of what can be
 * called or read on it. It is checked in, so that a change of the surface is a line in a reviewed diff.
 */
import path from "node:path";
import ts from "typescript";

const FLAGS = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature;

/** The report of a TypeScript entry file: one block for each export, sorted by name. */
export function apiReport(entry: string, configFile: string): string {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    path.dirname(configFile),
  );
  const program = ts.createProgram([entry], { ...config.options, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const door = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (door === undefined) throw new Error(`${entry} is no module.`);
  const blocks = checker
    .getExportsOfModule(door)
    .map((symbol) => describe(checker, symbol))
    .sort((a, b) => (a < b ? -1 : 1));
  return `${blocks.join("\n\n")}\n`;
}

function describe(checker: ts.TypeChecker, exported: ts.Symbol): string {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return exported.name;
  if (symbol.flags & ts.SymbolFlags.Class) {
    const statics = members(checker, checker.getTypeOfSymbol(symbol), declaration).map((line) => `  static ${line}`);
    const instance = members(checker, checker.getDeclaredTypeOfSymbol(symbol), declaration).map((line) => `  ${line}`);
    return [`class ${exported.name}`, ...statics, ...instance].join("\n");
  }
  if (symbol.flags & ts.SymbolFlags.Interface) {
    const lines = members(checker, checker.getDeclaredTypeOfSymbol(symbol), declaration).map((line) => `  ${line}`);
    return [`interface ${exported.name}`, ...lines].join("\n");
  }
  if (symbol.flags & ts.SymbolFlags.TypeAlias) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    return `type ${exported.name} = ${checker.typeToString(type, declaration, FLAGS | ts.TypeFormatFlags.InTypeAlias)}`;
  }
  return `const ${exported.name}: ${checker.typeToString(checker.getTypeOfSymbol(symbol), declaration, FLAGS)}`;
}

function members(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): string[] {
  const constructors = type
    .getConstructSignatures()
    .map((signature) => `new ${checker.signatureToString(signature, at, FLAGS)}`);
  const properties = type
    .getProperties()
    .filter((property) => isPublic(property))
    .map(
      (property) => `${memberName(property)}: ${checker.typeToString(checker.getTypeOfSymbol(property), at, FLAGS)}`,
    );
  return [...constructors, ...properties.sort()];
}

/** A well-known symbol has a number in its name that differs from run to run: `__@iterator@700`. */
function memberName(property: ts.Symbol): string {
  return property.name.replace(/^__@(\w+)@\d+$/, "[Symbol.$1]");
}

function isPublic(property: ts.Symbol): boolean {
  if (property.name === "prototype") return false;
  const declaration = property.valueDeclaration;
  if (declaration === undefined) return true;
  const name = ts.getNameOfDeclaration(declaration);
  if (name !== undefined && ts.isPrivateIdentifier(name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
}
