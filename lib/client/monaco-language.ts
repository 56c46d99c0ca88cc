import "client-only";
import { languages } from "monaco-editor/editor";

type Rule = [RegExp, unknown, ...unknown[]];
type MonarchModule = { language: { tokenizer: { common: Rule[] } } };

/** A name directly followed by its arguments, type arguments allowed in between. */
const CALL = /#?[a-z_$][\w$]*(?=(?:<[^<>()]*>)?\()/;

/**
 * Teaches Monaco's TypeScript grammar to tell calls from other names, which makes a chain of operators
 * readable at a glance. Everything else stays as Monaco ships it.
 */
export async function highlightCalls(): Promise<void> {
  const path = await import("monaco-editor/languages/definitions/typescript/typescript");
  const { language } = path as unknown as MonarchModule;
  const common: Rule[] = [
    [CALL, { cases: { "@keywords": "keyword", "@default": "function" } }],
    ...language.tokenizer.common,
  ];
  languages.setMonarchTokensProvider("typescript", {
    ...language,
    tokenizer: { ...language.tokenizer, common },
  } as unknown as languages.IMonarchLanguage);
}
