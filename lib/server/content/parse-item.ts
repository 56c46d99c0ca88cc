import "server-only";
import { createHash } from "node:crypto";
import { type ItemMeta, itemSchema } from "@/lib/shared/content/item-schema";
import type { ContentFault } from "./content-fault";
import { type FrontMatter, parseFrontMatter } from "./front-matter";
import { type BodyLink, type ItemSections, parseItemBody } from "./item-body";

/** A study item as it was written: checked front matter and the markdown of its sections. */
export interface StudyItem {
  readonly meta: ItemMeta;
  readonly sections: ItemSections;
  /** Checksum of the whole file; answers are stored with it. */
  readonly version: string;
  /** Path from the repository's root. */
  readonly file: string;
}

/** An item and what the checker needs to point at its lines. */
export interface ParsedItem extends StudyItem {
  readonly links: readonly BodyLink[];
  /** The line of the heading "Model answer". */
  readonly modelAnswerLine: number;
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

export interface ItemParse {
  readonly item: ParsedItem | null;
  readonly faults: readonly ContentFault[];
}

const SEE_GUIDE = "See docs/CONTENT.md for this format's fields.";

/**
 * Reads one item. `file` is the path from the repository's root, `content/items/<topic>/<id>.md`.
 * Gives every fault that the file alone shows; the item is null when its front matter does not hold.
 */
export function parseItem(file: string, text: string): ItemParse {
  const frontMatter = parseFrontMatter(text);
  if (!frontMatter.ok) {
    return {
      item: null,
      faults: [
        {
          file,
          line: frontMatter.line,
          message: frontMatter.message,
          remedy: "Begin as shown in docs/CONTENT.md; quote texts that hold a colon.",
        },
      ],
    };
  }
  const { value } = frontMatter;
  const body = parseItemBody(value.body);
  const bodyFaults = body.faults.map((fault) => ({ ...fault, file, line: fault.line + value.bodyLine - 1 }));
  const parsed = itemSchema.safeParse(value.data);
  if (!parsed.success) {
    return { item: null, faults: [...schemaFaults(file, value, parsed.error.issues), ...bodyFaults] };
  }
  const item: ParsedItem = {
    meta: parsed.data,
    sections: body.sections,
    version: createHash("sha256").update(text).digest("hex").slice(0, 16),
    file,
    links: body.links.map((link) => ({ ...link, line: link.line + value.bodyLine - 1 })),
    modelAnswerLine: value.bodyLine + Math.max(0, value.body.split("\n").indexOf("## Model answer")),
    lineOf: value.lineOf,
  };
  return { item, faults: [...placeFaults(item), ...bodyFaults] };
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code?: string };

function schemaFaults(file: string, frontMatter: FrontMatter, issues: readonly Issue[]): ContentFault[] {
  return issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const where = path.length === 0 ? "The front matter" : path.join(".");
    // The schema's own messages already say what to do; those of the library only say what is wrong.
    const own = issue.code === "custom" || issue.code === "invalid_format" || issue.code === "too_small";
    return {
      file,
      line: frontMatter.lineOf(path),
      message: `${where}: ${issue.message}`,
      remedy: own ? "Change the value as the message says." : SEE_GUIDE,
    };
  });
}

function placeFaults(item: ParsedItem): ContentFault[] {
  const [, , topic, name] = item.file.split("/");
  const faults: ContentFault[] = [];
  if (topic !== item.meta.topic) {
    faults.push({
      file: item.file,
      line: item.lineOf(["topic"]),
      message: `The item of topic "${item.meta.topic}" lies in the folder "${topic}".`,
      remedy: `Move the file to content/items/${item.meta.topic}/ or correct the topic.`,
    });
  }
  if (name !== `${item.meta.id}.md`) {
    faults.push({
      file: item.file,
      line: item.lineOf(["id"]),
      message: `The id "${item.meta.id}" is not the name of the file.`,
      remedy: `Name the file ${item.meta.id}.md; keep the id if the item has been published.`,
    });
  }
  return faults;
}
