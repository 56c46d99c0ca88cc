import "server-only";
import ts from "typescript";
import { ENGINE_TYPES } from "@/generated/engine-types";

/** One thing the compiler does not accept in a program; `line` counts from 1. */
export type ProgramProblem = { readonly line: number; readonly message: string };

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.esnext.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
};

const PROGRAM_FILE = "/program.ts";
const DECLARATIONS_FILE = "/declarations.d.ts";
const ENGINE_FILE = "/engine.d.ts";

const libraryFiles = new Map<string, ts.SourceFile | undefined>();

/** Checks a program against the engine's declarations and those of its exercise, as the editor does. */
export function programProblems(text: string, declarations: string): ProgramProblem[] {
  const texts = new Map([
    [PROGRAM_FILE, text],
    [DECLARATIONS_FILE, declarations],
    [ENGINE_FILE, ENGINE_TYPES],
  ]);
  const host = ts.createCompilerHost(OPTIONS);
  const libraryFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...rest) => {
    const own = texts.get(path);
    if (own !== undefined) return ts.createSourceFile(path, own, version, true);
    if (!libraryFiles.has(path)) libraryFiles.set(path, libraryFile(path, version, ...rest));
    return libraryFiles.get(path);
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => ({
    line: diagnostic.file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1 : 1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, " "),
  }));
}
