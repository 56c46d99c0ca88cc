import "client-only";
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import { registerTypeScript } from "./monaco-language";
import { defineEditorThemes } from "./monaco-theme";

export { monaco, typescript };

const TYPESCRIPT_LABELS = new Set(["typescript", "javascript"]);

/** File under which the engine's declarations are shown when a learner follows a definition. */
const CONTRACT_PATH = "file:///node_modules/@types/tidemark/index.d.ts";

let prepared = false;

/**
 * Prepares Monaco once for the page: its workers from our own origin, strict TypeScript that knows the
 * language but no browser, and the themes.
 */
export function prepareMonaco(): void {
  if (prepared) return;
  prepared = true;
  self.MonacoEnvironment = { getWorker: (_moduleId, label) => startWorker(label) };
  registerTypeScript();
  configureTypeScript();
  defineEditorThemes();
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
}

/** Makes the declarations of a `.d.ts` file, and no others, known to every program from now on. */
export function declareGlobals(declarations: string): void {
  typescript.typescriptDefaults.setExtraLibs([{ content: declarations, filePath: CONTRACT_PATH }]);
}

function startWorker(label: string): Worker {
  if (TYPESCRIPT_LABELS.has(label)) {
    return new Worker(new URL("./monaco-ts.worker.ts", import.meta.url), { type: "module", name: label });
  }
  return new Worker(new URL("./monaco-editor.worker.ts", import.meta.url), { type: "module", name: label });
}

function configureTypeScript(): void {
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
}
