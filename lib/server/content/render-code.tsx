import "server-only";
import type { ReactNode } from "react";
import { breakablePieces } from "@/lib/shared/content/code-breaks";
import { codeLines } from "@/lib/shared/content/debug-code";
import type { ItemOf } from "@/lib/shared/content/item-schema";
import { CODE_THEMES, codeHighlighter } from "./highlighter";

type CodeLanguage = ItemOf<"debug">["language"];

/**
 * Draws a program line by line, coloured for both themes; the lines are those of `codeLines`, in the same order. The
 * indent is room and not spaces, so that a line that a narrow page breaks keeps it. A colour may end between a dot and a
 * name, so the places to break at are found in the whole line.
 */
export async function renderCodeLines(code: string, language: CodeLanguage): Promise<ReactNode[]> {
  const highlighter = await codeHighlighter();
  const lines = codeLines(code);
  const drawn = highlighter.codeToTokensWithThemes(lines.join("\n"), { lang: language, themes: CODE_THEMES });
  return drawn.map((tokens, line) => {
    const text = lines[line] ?? "";
    const indent = /^ */.exec(text)?.[0].length ?? 0;
    let end = 0;
    return (
      <span key={line} className="block" style={{ paddingLeft: `${indent}ch` }}>
        {tokens.map((token) => {
          const start = Math.max(indent, end);
          end += token.content.length;
          const pieces = end > start ? breakablePieces(text, start, end) : [];
          return (
            <span
              key={token.offset}
              style={{ color: `light-dark(${token.variants.light?.color}, ${token.variants.dark?.color})` }}
            >
              {pieces.flatMap((piece, index) => (index === 0 ? piece : [<wbr key={index} />, piece]))}
            </span>
          );
        })}
      </span>
    );
  });
}
