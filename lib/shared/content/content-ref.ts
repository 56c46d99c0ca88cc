/** Names of what learners can note on, star and put into lists of their own. */

/**
 * A study item, a coding exercise, a guided scene, the teaching page of a primitive, or a trace drill, which is named
 * by `LEVEL-SEED`.
 */
export const CONTENT_KINDS = ["item", "exercise", "scene", "primitive", "drill"] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** What each kind is called beside a title. */
export const CONTENT_KIND_NAMES: Readonly<Record<ContentKind, string>> = {
  item: "Question",
  exercise: "Exercise",
  scene: "Scene",
  primitive: "Primitive",
  drill: "Drill",
};

/** Names one piece of content. */
export interface ContentRef {
  readonly kind: ContentKind;
  readonly contentId: string;
}

const FOLDERS: Readonly<Record<Exclude<ContentKind, "drill">, string>> = {
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
  if (kind !== "drill") return `${FOLDERS[kind]}/${contentId}`;
  const [level, seed] = contentId.split("-");
  return `/study/drills?level=${level}&seed=${seed}`;
}
