import "client-only";
import { declareGlobals, monaco, prepareMonaco, typescript } from "./monaco-setup";

/** One thing TypeScript does not accept; line and column count from 1. */
export type TypeProblem = { readonly line: number; readonly column: number; readonly message: string };

/** A program that may run, or the reasons why it may not. */
export type CompileResult =
  | { readonly ok: true; readonly javaScript: string; readonly sourceMap: string }
  | { readonly ok: false; readonly problems: readonly TypeProblem[] };

/**
 * One learner program as Monaco's TypeScript worker sees it. The editor shows its model; on small screens
 * there is no editor and the model only serves to check and compile.
 */
export class MonacoProgram {
  readonly model: monaco.editor.ITextModel;
  #disposed = false;
  #offPage: monaco.editor.IStandaloneCodeEditor | null = null;

  /**
   * @param path where the program lives, such as `late-records/pipeline.ts`; one program for each path
   * @param declarations what the program may use without importing it, as the text of a `.d.ts` file
   */
  constructor(path: string, text: string, declarations: string) {
    prepareMonaco();
    declareGlobals(declarations);
    const uri = monaco.Uri.parse(`file:///${path}`);
    monaco.editor.getModel(uri)?.dispose();
    this.model = monaco.editor.createModel(text, "typescript", uri);
  }

  /** Replaces the text as one edit that can be undone; nothing happens when it is the same already. */
  replaceText(text: string): void {
    if (this.#disposed || this.model.getValue() === text) return;
    this.model.pushEditOperations([], [{ range: this.model.getFullModelRange(), text }], () => null);
  }

  /** Checks and compiles what the model holds now. Rejects only when the TypeScript worker cannot start. */
  async compile(): Promise<CompileResult> {
    const uri = this.model.uri;
    const name = uri.toString();
    this.#startLanguageService();
    const openWorker = await typescript.getTypeScriptWorker();
    const worker = await openWorker(uri);
    const [syntactic, semantic] = await Promise.all([
      worker.getSyntacticDiagnostics(name),
      worker.getSemanticDiagnostics(name),
    ]);
    const faults = [...syntactic, ...semantic].filter((diagnostic) => diagnostic.category === ERROR_CATEGORY);
    if (faults.length > 0) return { ok: false, problems: faults.map((fault) => this.#describe(fault)).sort(byPlace) };
    const { outputFiles } = await worker.getEmitOutput(name);
    const textOf = (ending: string): string => outputFiles.find((file) => file.name.endsWith(ending))?.text ?? "";
    return { ok: true, javaScript: textOf(".js"), sourceMap: textOf(".js.map") };
  }

  /** Frees the model; the program cannot be used afterwards. */
  dispose(): void {
    this.#disposed = true;
    this.#offPage?.dispose();
    this.model.dispose();
  }

  /** Monaco starts TypeScript when an editor shows a model; without one, an editor outside the page stands in. */
  #startLanguageService(): void {
    if (this.model.isAttachedToEditor()) return;
    this.#offPage = monaco.editor.create(document.createElement("div"), { model: this.model });
  }

  #describe(fault: typescript.Diagnostic): TypeProblem {
    const place = this.model.getPositionAt(fault.start ?? 0);
    return { line: place.lineNumber, column: place.column, message: firstSentence(fault.messageText) };
  }
}

/** TypeScript's number for a diagnostic that is an error. */
const ERROR_CATEGORY = 1;

function firstSentence(message: typescript.Diagnostic["messageText"]): string {
  return typeof message === "string" ? message : message.messageText;
}

function byPlace(a: TypeProblem, b: TypeProblem): number {
  return a.line - b.line || a.column - b.column;
}
