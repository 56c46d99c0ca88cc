import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { CONTENT_KIND_NAMES, type ContentRef, contentUrl } from "@/lib/shared/content/content-ref";
import { PRIMITIVE_NAMES, TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { loadExercise } from "./exercises";
import { findItem } from "./load-items";
import { loadPrimitive } from "./primitives";
import { loadScene } from "./scenes";

/** A piece of content as a line of a list. */
export interface ContentPlace {
  readonly title: string;
  readonly href: string;
  /** What kind of thing it is and where it belongs, in a few words. */
  readonly about: string;
  readonly minutes: number;
}

/** What a name stands for; null when there is no such content, or none any more. */
export function findContent(ref: ContentRef): ContentPlace | null {
  const found = titleOf(ref);
  if (found === null) return null;
  const { title, topic, minutes } = found;
  const kind = CONTENT_KIND_NAMES[ref.kind];
  return { title, minutes, href: contentUrl(ref), about: topic === null ? kind : `${kind} · ${topic}` };
}

/** Throws NOT_FOUND when there is no such content. */
export function requireContent(ref: ContentRef): void {
  if (findContent(ref) === null) throw new AppError("NOT_FOUND", `no content ${ref.kind}/${ref.contentId}`);
}

function titleOf({ kind, contentId }: ContentRef): { title: string; topic: string | null; minutes: number } | null {
  if (kind === "primitive") {
    const meta = loadPrimitive(contentId)?.meta;
    return meta === undefined ? null : { title: PRIMITIVE_NAMES[meta.id], topic: null, minutes: meta.minutes };
  }
  const find = { item: findItem, exercise: loadExercise, scene: loadScene }[kind];
  const meta = find(contentId)?.meta;
  return meta === undefined ? null : { title: meta.title, topic: TOPIC_NAMES[meta.topic], minutes: meta.minutes };
}
