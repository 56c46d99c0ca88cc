import "server-only";
import type { ReactNode } from "react";
import { codeLines } from "@/lib/shared/content/debug-code";
import type { ItemOf } from "@/lib/shared/content/item-schema";
import { CODE_THEMES, codeHighlighter } from "./highlighter";

type CodeLanguage = ItemOf<"debug">["language"];

/**
 * Draws a program line by line, coloured for both themes; the lines are those of `codeLines`, in the same order. The
 * indent is room and not spaces, so that a line that a narrow page breaks keeps it.
 */
export async function renderCodeLines(code: string, language: CodeLanguage): Promise<ReactNode[]> {
  const highlighter = await codeHighlighter();
  const lines = codeLines(code);
  const drawn = highlighter.codeToTokensWithThemes(lines.join("\n"), { lang: language, themes: CODE_THEMES });
  return drawn.map((tokens, line) => {
    const indent = /^ */.exec(lines[line] ?? "")?.[0].length ?? 0;
    let toSkip = indent;
    return (
      <span key={line} className="block" style={{ paddingLeft: `${indent}ch` }}>
        {tokens.map((token) => {
          const content = token.content.slice(toSkip);
          toSkip = Math.max(0, toSkip - token.content.length);
          return (
            <span
              key={token.offset}
              style={{ color: `light-dark(${token.variants.light?.color}, ${token.variants.dark?.color})` }}
            >
              {content}
            </span>
          );
        })}
      </span>
    );
  });
}
