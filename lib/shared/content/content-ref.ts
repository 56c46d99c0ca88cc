/** Names of what learners can note on, star and put into lists of their own. */
import { z } from "zod";
import { contentIdSchema } from "../schemas/common";

/** A study item, a coding exercise, a guided scene, or the teaching page of a primitive. */
export const CONTENT_KINDS = ["item", "exercise", "scene", "primitive"] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** What each kind is called beside a title. */
export const CONTENT_KIND_NAMES: Readonly<Record<ContentKind, string>> = {
  item: "Question",
  exercise: "Exercise",
  scene: "Scene",
  primitive: "Primitive",
};

/** Names one piece of content. */
export const contentRefSchema = z.object({ kind: z.enum(CONTENT_KINDS), contentId: contentIdSchema });
export type ContentRef = Readonly<z.infer<typeof contentRefSchema>>;

const FOLDERS: Readonly<Record<ContentKind, string>> = {
  item: "/study",
  exercise: "/code",
  scene: "/study/scenes",
  primitive: "/study/primitives",
};

/** The name as one text, for maps and React keys. */
export function contentKey({ kind, contentId }: ContentRef): string {
  return `${kind}/${contentId}`;
}

/** The address of its page. */
export function contentUrl({ kind, contentId }: ContentRef): string {
  return `${FOLDERS[kind]}/${contentId}`;
}
