import "server-only";
import type { Link, Root, RootContent } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { SECTIONS, type SectionKey } from "@/lib/shared/content/vocabulary";

/** A body cut at its level-two headings: the markdown of each section, or null where it is absent. */
export type ItemSections = Readonly<Record<SectionKey, string | null>>;

export interface BodyFault {
  /** Line within the body, from 1. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

export interface BodyLink {
  readonly url: string;
  readonly line: number;
}

const parser = unified().use(remarkParse).use(remarkGfm);
const HEADINGS = SECTIONS.map((section) => section.heading).join(", ");

/** Cuts a body into its sections and names what breaks the rules of docs/CONTENT.md. */
export function parseItemBody(body: string): { sections: ItemSections; links: BodyLink[]; faults: BodyFault[] } {
  const root = parser.parse(body);
  const faults: BodyFault[] = [];
  const found = findSections(root, body, faults);
  for (const section of SECTIONS) {
    if (section.required && !found.has(section.key)) {
      faults.push({
        line: 1,
        message: `The section "${section.heading}" is missing.`,
        remedy: `Add "## ${section.heading}" with its text.`,
      });
    }
  }
  return {
    sections: Object.fromEntries(SECTIONS.map(({ key }) => [key, found.get(key) ?? null])) as ItemSections,
    links: findLinks(root),
    faults: [...faults, ...findForbidden(root)],
  };
}

function findSections(root: Root, body: string, faults: BodyFault[]): Map<SectionKey, string> {
  const found = new Map<SectionKey, string>();
  const starts = root.children.flatMap((node, index) => (node.type === "heading" && node.depth === 2 ? [index] : []));
  if ((starts[0] ?? 1) !== 0) {
    faults.push({
      line: lineOf(root.children[0]),
      message: "Text stands before the first section.",
      remedy: 'Move it under "## Model answer".',
    });
  }
  let placeBefore = -1;
  starts.forEach((start, index) => {
    const heading = root.children[start];
    const content = root.children.slice(start + 1, starts[index + 1] ?? root.children.length);
    const title = textOf(heading);
    const place = SECTIONS.findIndex((section) => section.heading === title);
    const section = SECTIONS[place];
    const line = lineOf(heading);
    if (section === undefined) {
      faults.push({ line, message: `"${title}" is no section of an item.`, remedy: `Use one of: ${HEADINGS}.` });
      return;
    }
    if (found.has(section.key))
      faults.push({ line, message: `The section "${title}" stands twice.`, remedy: "Join the two." });
    else if (place < placeBefore)
      faults.push({ line, message: `The section "${title}" is out of order.`, remedy: `Keep the order: ${HEADINGS}.` });
    placeBefore = Math.max(placeBefore, place);
    const first = content[0]?.position?.start.offset;
    const last = content.at(-1)?.position?.end.offset;
    if (first === undefined || last === undefined) {
      faults.push({
        line,
        message: `The section "${title}" is empty.`,
        remedy: "Write it, or leave the heading out if it is optional.",
      });
      found.set(section.key, "");
      return;
    }
    found.set(section.key, body.slice(first, last));
  });
  return found;
}

function findForbidden(root: Root): BodyFault[] {
  const faults: BodyFault[] = [];
  visit(root, (node) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === "html")
      faults.push({
        line,
        message: "HTML is not rendered.",
        remedy: "Write it in markdown; put < and > into backticks.",
      });
    if (node.type === "image")
      faults.push({
        line,
        message: "Images are not supported here.",
        remedy: "Leave the image out, or link the run that shows it.",
      });
    if (node.type === "heading" && node.depth === 1) {
      faults.push({
        line,
        message: "A level-one heading stands in the body.",
        remedy: "The title is in the front matter; use ### inside sections.",
      });
    }
    if (node.type === "code" && !node.lang) {
      faults.push({
        line,
        message: "A code fence names no language.",
        remedy: "Write ```java, ```sql, ```yaml, ```ts or ```text.",
      });
    }
  });
  return faults;
}

/** The links of any markdown, with their lines from 1. */
export function linksOf(markdown: string): BodyLink[] {
  return findLinks(parser.parse(markdown));
}

function findLinks(root: Root): BodyLink[] {
  const links: BodyLink[] = [];
  visit(root, "link", (node: Link) => {
    links.push({ url: node.url, line: node.position?.start.line ?? 1 });
  });
  return links;
}

function lineOf(node: RootContent | undefined): number {
  return node?.position?.start.line ?? 1;
}

function textOf(node: RootContent | undefined): string {
  if (node === undefined) return "";
  const parts: string[] = [];
  visit(node, (child) => {
    if (child.type === "text" || child.type === "inlineCode") parts.push(child.value);
  });
  return parts.join("").trim();
}
