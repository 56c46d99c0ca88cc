import "server-only";
import type { ElementContent, Properties, Root } from "hast";
import type { ReactElement } from "react";
import { visit } from "unist-util-visit";
import { drawMarkdown } from "./render-markdown";

/** Deeper nesting than anybody writes by hand; what goes beyond is shown as it was typed. */
const NESTING_MAX = 24;

/** Where a link of a note may lead: pages on the web, mail, and places of this site. */
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i;

/**
 * Draws a learner's own markdown on the server. HTML in it is left out, pictures become links, links lead only to the
 * web, to mail and to this site, and headings stand below those of the page. What cannot be drawn is shown as typed.
 */
export async function renderNote(markdown: string): Promise<ReactElement> {
  try {
    return await drawMarkdown(markdown, [() => makeHarmless]);
  } catch {
    return <pre className="whitespace-pre-wrap">{markdown}</pre>;
  }
}

function makeHarmless(tree: Root): void {
  assertNesting(tree, 0);
  visit(tree, "element", (node, index, parent) => {
    if (parent === undefined || index === undefined) return;
    if (/^h[1-6]$/.test(node.tagName)) node.tagName = node.tagName === "h1" || node.tagName === "h2" ? "h3" : "h4";
    if (node.tagName === "img") {
      const { src = "", alt } = node.properties;
      const words = String(alt ?? "") || "picture";
      parent.children[index] = link({ href: src }, [{ type: "text", value: words }]);
      return index;
    }
    if (node.tagName === "input") {
      parent.children[index] = { type: "text", value: node.properties.checked ? "☑" : "☐" };
      return;
    }
    if (node.tagName === "a") {
      const href = String(node.properties.href ?? "");
      if (!SAFE_ADDRESS.test(href)) parent.children[index] = { ...node, tagName: "span", properties: {} };
    }
  });
}

function link(properties: Properties, children: ElementContent[]): ElementContent {
  return { type: "element", tagName: "a", properties, children };
}

function assertNesting(node: Root | ElementContent, depth: number): void {
  if (depth > NESTING_MAX) throw new Error(`nested deeper than ${NESTING_MAX}`);
  if (!("children" in node)) return;
  for (const child of node.children) if (child.type !== "doctype") assertNesting(child, depth + 1);
}
