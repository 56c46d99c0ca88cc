declare module "monaco-editor/languages/definitions/typescript/typescript" {
  import type { languages } from "monaco-editor/editor";
  /** Monaco's grammar of TypeScript, which the package ships without declarations. */
  export const language: languages.IMonarchLanguage & { keywords: string[] };
  /** Comments, brackets and indentation of TypeScript. */
  export const conf: languages.LanguageConfiguration;
}
