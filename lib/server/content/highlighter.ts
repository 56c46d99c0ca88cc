import "server-only";
import { createHighlighter, type Highlighter } from "shiki";

const LANGUAGES = ["java", "sql", "yaml", "typescript", "json", "xml", "bash"];

/** The colours of code, one theme for light and one for dark. */
export const CODE_THEMES = { light: "github-light-high-contrast", dark: "github-dark-high-contrast" } as const;

let highlighter: Promise<Highlighter> | null = null;

/** The highlighter of the languages that content is written in, loaded once for each process. */
export function codeHighlighter(): Promise<Highlighter> {
  highlighter ??= createHighlighter({ themes: Object.values(CODE_THEMES), langs: LANGUAGES });
  return highlighter;
}
