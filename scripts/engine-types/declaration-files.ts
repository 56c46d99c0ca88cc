/** The declarations that the compiler emits for a file and everything it imports, kept in memory. */
import { dirname, join } from "node:path";
import ts from "typescript";

export type DeclarationFiles = {
  /** Texts of the `.d.ts` files by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly entry: string;
  readonly libraryFolder: string;
};

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  skipLibCheck: true,
};

/** Emits the declarations of `entry` (a path from the root). */
export function declarationFiles(root: string, entry: string): DeclarationFiles {
  const path = join(root, entry);
  const texts = new Map<string, string>();
  const program = ts.createProgram([path], { ...OPTIONS, declaration: true, emitDeclarationOnly: true });
  program.emit(undefined, (fileName, text) => texts.set(fileName, text));
  return { texts, entry: path.replace(/\.ts$/, ".d.ts"), libraryFolder: dirname(ts.getDefaultLibFilePath(OPTIONS)) };
}

/** A program over the emitted declarations alone. */
export function declarationProgram(files: DeclarationFiles): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (path) => files.texts.has(path) || (!path.includes("/engine/") && fileExists(path));
  host.readFile = (path) => files.texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = files.texts.get(path);
    if (text === undefined) return getSourceFile(path, languageVersion, ...rest);
    return ts.createSourceFile(path, text, languageVersion, true);
  };
  return ts.createProgram([files.entry], OPTIONS, host);
}
