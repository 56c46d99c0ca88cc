import "server-only";
import type { Nodes, Root } from "hast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
const VOID_TAGS = new Set(["br", "hr", "img", "input"]);
/** What is kept of an element's properties; the rest only serves the page. */
const KEPT_PROPERTIES = ["href", "start", "align", "type", "checked", "disabled"] as const;

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Markdown of the content as HTML; addresses within Tidemark become whole ones at `origin`. */
export function markdownHtml(markdown: string | null, origin: string): string {
  if (markdown === null) return "";
  return toHtml(pipeline.runSync(pipeline.parse(markdown)), origin).trim();
}

/** A text of front matter as HTML: plain, with code between backticks. */
export function inlineHtml(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

/** The same text without any markup. */
export function inlineText(text: string): string {
  return text.replaceAll("`", "");
}

function toHtml(node: Root | Nodes, origin: string): string {
  switch (node.type) {
    case "root":
      return node.children.map((child) => toHtml(child, origin)).join("");
    case "text":
      return escapeHtml(node.value);
    case "element": {
      const { tagName, properties, children } = node;
      const attributes = KEPT_PROPERTIES.flatMap((name) => {
        const value = properties[name];
        if (value === undefined || value === null || value === false) return [];
        const text = name === "href" ? wholeAddress(String(value), origin) : String(value);
        return [` ${name}="${escapeHtml(text)}"`];
      }).join("");
      if (VOID_TAGS.has(tagName)) return `<${tagName}${attributes}>`;
      return `<${tagName}${attributes}>${children.map((child) => toHtml(child, origin)).join("")}</${tagName}>`;
    }
    default:
      return "";
  }
}

function wholeAddress(href: string, origin: string): string {
  return href.startsWith("/") ? origin + href : href;
}
