import "server-only";
import { gzipSync } from "node:zlib";
import type { ReactNode } from "react";
import type { ItemFigure } from "@/lib/shared/content/item-schema";
import { SECTIONS, TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { PackedNode } from "@/lib/shared/offline/packed-element";
import type { BundledItem, BundledRung, StudyBundle } from "@/lib/shared/offline/study-bundle";
import { interviewRungs } from "@/lib/shared/schemas/interview";
import { loadFigure } from "../content/figures";
import { loadStudyContent } from "../content/load-items";
import type { StudyItem } from "../content/parse-item";
import { byPlace } from "../content/study-list";
import { renderCodeLines } from "../content/render-code";
import { renderMarkdown } from "../content/render-markdown";
import { loadRungs } from "../content/rungs";
import { packNode } from "./pack-element";

type Packed = Uint8Array<ArrayBuffer>;

let packed: { readonly of: readonly StudyItem[]; readonly bytes: Promise<Packed> } | null = null;

/** All study content as the gzipped text of a bundle; made once for each process and content. */
export function packedStudyBundle(): Promise<Packed> {
  const { items } = loadStudyContent();
  if (packed?.of !== items) packed = { of: items, bytes: pack(items) };
  return packed.bytes;
}

async function pack(items: readonly StudyItem[]): Promise<Packed> {
  return new Uint8Array(gzipSync(JSON.stringify(await makeBundle(items))));
}

async function makeBundle(items: readonly StudyItem[]): Promise<StudyBundle> {
  const bundled: BundledItem[] = [];
  const figures: Record<string, StudyBundle["figures"][string]> = {};
  for (const item of [...items].sort(byPlace)) {
    const { figure } = item.meta;
    const run = figure === undefined ? null : loadFigure(figure);
    if (figure !== undefined && run !== null) figures[figureName(figure)] = run;
    bundled.push(await bundleItem(item));
  }
  return { items: bundled, rungs: await bundleRungs(), figures };
}

async function bundleRungs(): Promise<BundledRung[]> {
  const contents = interviewRungs.flatMap((rung) => loadRungs().get(rung) ?? []);
  return Promise.all(
    contents.map(async ({ question, version, sections }) => ({
      ...{ question, version },
      modelAnswer: packNode(await renderMarkdown(sections.modelAnswer ?? "")),
      notes: [
        ...packNode(await renderMarkdown(sections.misconceptions ?? "")),
        ...packNode(await renderMarkdown(sections.versionNotes ?? "")),
      ],
    })),
  );
}

function figureName({ run, variant }: ItemFigure): string {
  return variant === undefined ? run : `${run}/${variant}`;
}

async function bundleItem({ meta, version, sections }: StudyItem): Promise<BundledItem> {
  const drawn: Partial<Record<keyof typeof sections, PackedNode[]>> = {};
  for (const { key } of SECTIONS) {
    const markdown = sections[key];
    if (markdown !== null) drawn[key] = packNode(await renderMarkdown(markdown));
  }
  return {
    ...{ meta, version, place: TOPIC_NAMES[meta.topic], sections: drawn },
    ...(meta.format === "debug" && { lines: (await renderCodeLines(meta.code, meta.language)).flatMap(packLine) }),
    ...(meta.figure !== undefined && { figure: figureName(meta.figure) }),
  };
}

/** A line is one element, an empty one too, so that lines keep their numbers. */
function packLine(line: ReactNode): PackedNode[] {
  const packed = packNode(line);
  return packed.length === 1 ? packed : [["span", 0, ...packed]];
}
