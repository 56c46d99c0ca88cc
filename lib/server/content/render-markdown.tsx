import "server-only";
import rehypeShikiFromHighlighter from "@shikijs/rehype/core";
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import type { ReactElement } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { type PluggableList, unified } from "unified";
import { ContentLink } from "./content-link";
import { CODE_THEMES, codeHighlighter } from "./highlighter";

const rendered = new Map<string, Promise<ReactElement>>();

/** Draws markdown of the content as React on the server, code coloured for both themes; each text is drawn once for each process. */
export function renderMarkdown(markdown: string): Promise<ReactElement> {
  const known = rendered.get(markdown);
  if (known !== undefined) return known;
  const drawn = drawMarkdown(markdown);
  rendered.set(markdown, drawn);
  return drawn;
}

/** Draws markdown once; `changes` are made to the tree of elements before code is coloured. */
export async function drawMarkdown(markdown: string, changes: PluggableList = []): Promise<ReactElement> {
  const pipeline = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype)
    .use(changes)
    .use(rehypeShikiFromHighlighter, await codeHighlighter(), {
      themes: CODE_THEMES,
      defaultColor: "light-dark()",
      fallbackLanguage: "text",
    });
  const tree = await pipeline.run(pipeline.parse(markdown));
  return toJsxRuntime(tree, { Fragment, jsx, jsxs, components: { a: ContentLink } }) as ReactElement;
}
