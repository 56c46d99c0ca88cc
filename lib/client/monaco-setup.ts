import "client-only";
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/typescript/register";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import { highlightCalls } from "./monaco-language";
import { defineEditorThemes } from "./monaco-theme";

export { monaco, typescript };

const TYPESCRIPT_LABELS = new Set(["typescript", "javascript"]);

/** File under which the engine's declarations are shown when a learner follows a definition. */
const CONTRACT_PATH = "file:///node_modules/@types/tidemark/index.d.ts";

let prepared = false;

/**
 * Prepares Monaco once for the page: its workers from our own origin, strict TypeScript that knows the
 * language and the engine but no browser, and the themes.
 *
 * @param contract the engine's ambient declarations, as the text of a `.d.ts` file
 */
export function prepareMonaco(contract: string): void {
  if (prepared) return;
  prepared = true;
  self.MonacoEnvironment = { getWorker: (_moduleId, label) => startWorker(label) };
  configureTypeScript(contract);
  defineEditorThemes();
  void highlightCalls();
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
}

function startWorker(label: string): Worker {
  if (TYPESCRIPT_LABELS.has(label)) {
    return new Worker(new URL("./monaco-ts.worker.ts", import.meta.url), { type: "module", name: label });
  }
  return new Worker(new URL("./monaco-editor.worker.ts", import.meta.url), { type: "module", name: label });
}

function configureTypeScript(contract: string): void {
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeJs,
    // Every file is a module of its own, so a learner's names never clash with the engine's globals.
    moduleDetection: 3,
    lib: ["esnext"],
    types: [],
    strict: true,
    sourceMap: true,
    noEmitOnError: false,
    allowNonTsExtensions: true,
  });
  defaults.setEagerModelSync(true);
  defaults.setExtraLibs([{ content: contract, filePath: CONTRACT_PATH }]);
}
