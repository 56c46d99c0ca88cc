import "server-only";
import type { ReactNode } from "react";
import { codeLines } from "@/lib/shared/content/debug-code";
import type { ItemOf } from "@/lib/shared/content/item-schema";
import { CODE_THEMES, codeHighlighter } from "./highlighter";

type CodeLanguage = ItemOf<"debug">["language"];

/** Draws a program line by line, coloured for both themes; the lines are those of `codeLines`, in the same order. */
export async function renderCodeLines(code: string, language: CodeLanguage): Promise<ReactNode[]> {
  const highlighter = await codeHighlighter();
  const lines = highlighter.codeToTokensWithThemes(codeLines(code).join("\n"), { lang: language, themes: CODE_THEMES });
  return lines.map((tokens, line) => (
    <span key={line}>
      {tokens.map((token) => (
        <span
          key={token.offset}
          style={{ color: `light-dark(${token.variants.light?.color}, ${token.variants.dark?.color})` }}
        >
          {token.content}
        </span>
      ))}
    </span>
  ));
}
