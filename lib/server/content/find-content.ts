import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { CONTENT_KIND_NAMES, type ContentRef, contentUrl } from "@/lib/shared/content/content-ref";
import { PRIMITIVE_NAMES, TOPIC_NAMES, type Topic } from "@/lib/shared/content/vocabulary";
import { parseDrillId } from "@/lib/shared/drills/drill";
import { drillTitle } from "@/lib/shared/drills/drill-card";
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
  /** Null for a primitive, which runs through all of them. */
  readonly topic: Topic | null;
  readonly minutes: number;
}

/** What a name stands for; null when there is no such content, or none any more. */
export function findContent(ref: ContentRef): ContentPlace | null {
  const found = metaOf(ref);
  if (found === null) return null;
  const { title, topic, minutes } = found;
  const kind = CONTENT_KIND_NAMES[ref.kind];
  const about = topic === null ? kind : `${kind} · ${TOPIC_NAMES[topic]}`;
  return { title, topic, minutes, href: contentUrl(ref), about };
}

/** Throws NOT_FOUND when there is no such content. */
export function requireContent(ref: ContentRef): void {
  if (findContent(ref) === null) throw new AppError("NOT_FOUND", `no content ${ref.kind}/${ref.contentId}`);
}

/** What a prediction of a drill is taken to last. */
const DRILL_MINUTES = 5;

function metaOf({ kind, contentId }: ContentRef): Pick<ContentPlace, "title" | "topic" | "minutes"> | null {
  if (kind === "drill") {
    const place = parseDrillId(contentId);
    return place === null ? null : { title: drillTitle(place), topic: "time-watermarks", minutes: DRILL_MINUTES };
  }
  if (kind === "primitive") {
    const meta = loadPrimitive(contentId)?.meta;
    return meta === undefined ? null : { title: PRIMITIVE_NAMES[meta.id], topic: null, minutes: meta.minutes };
  }
  const find = { item: findItem, exercise: loadExercise, scene: loadScene }[kind];
  const meta = find(contentId)?.meta;
  return meta === undefined ? null : { title: meta.title, topic: meta.topic, minutes: meta.minutes };
}
