/** Names of what learners can note on, star and put into lists of their own. */

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
export interface ContentRef {
  readonly kind: ContentKind;
  readonly contentId: string;
}

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
