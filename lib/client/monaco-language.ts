import "client-only";
import { languages } from "monaco-editor/editor";
import { conf, language } from "monaco-editor/languages/definitions/typescript/typescript";

/** A name directly followed by its arguments, type arguments allowed in between. */
const CALL = /#?[a-z_$][\w$]*(?=(?:<[^<>()]*>)?\()/;

/** After a point every word is a name, `of` and `from` too. */
const METHOD = /(\.)([a-z_$][\w$]*)(?=(?:<[^<>()]*>)?\()/;
const MEMBER = /(\.)([a-z_$][\w$]*)/;

/** Words with a meaning in few places only; in stream programs they are names, above all `out`. */
const CONTEXTUAL_WORDS = new Set(["out", "get", "set", "global", "module", "package", "require"]);

/**
 * Registers TypeScript with Monaco's own grammar, changed so that a chain of operators is readable at a
 * glance: calls are told from other names, and contextual words count as names.
 */
export function registerTypeScript(): void {
  const common: languages.IMonarchLanguageRule[] = [
    [METHOD, ["delimiter", "function"]],
    [MEMBER, ["delimiter", "identifier"]],
    [CALL, { cases: { "@keywords": "keyword", "@default": "function" } }],
    ...(language.tokenizer.common ?? []),
  ];
  languages.register({ id: "typescript", extensions: [".ts"], aliases: ["TypeScript"] });
  languages.setLanguageConfiguration("typescript", conf);
  languages.setMonarchTokensProvider("typescript", {
    ...language,
    keywords: language.keywords.filter((word) => !CONTEXTUAL_WORDS.has(word)),
    tokenizer: { ...language.tokenizer, common },
  });
}
