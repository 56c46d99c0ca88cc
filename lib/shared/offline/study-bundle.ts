import type { ItemMeta } from "../content/item-schema";
import type { SectionKey } from "../content/vocabulary";
import type { RungQuestion } from "../interview/rung-schema";
import type { SceneRunMeta } from "../scenes/scene-request";
import type { SceneView } from "../scenes/scene-schema";
import type { PackedNode } from "./packed-element";

/** One study item with everything that asking, grading and reviewing it takes. */
export interface BundledItem {
  readonly meta: ItemMeta;
  /** Checksum of the item's file; drafts and answers bear it. */
  readonly version: string;
  /** Where the item belongs, such as the name of its topic. */
  readonly place: string;
  /** The sections that it has, drawn. */
  readonly sections: Partial<Readonly<Record<SectionKey, readonly PackedNode[]>>>;
  /** The lines of a program to debug, drawn. */
  readonly lines?: readonly PackedNode[];
  /** The name of the run that the answer shows, among the bundle's figures. */
  readonly figure?: string;
}

/** A run that answers show. */
export interface BundledFigure {
  readonly meta: SceneRunMeta;
  readonly variant: string;
  readonly program: string;
  readonly view: SceneView;
  readonly operator?: string;
  readonly page: { readonly title: string; readonly href: string };
}

/** One rung of the mock interview. */
export interface BundledRung {
  readonly question: RungQuestion;
  /** Checksum of the rung's file. */
  readonly version: string;
  readonly modelAnswer: readonly PackedNode[];
  /** What people get wrong, and what differs by version. */
  readonly notes: readonly PackedNode[];
}

/** All study content of one build, as a device keeps it. */
export interface StudyBundle {
  readonly items: readonly BundledItem[];
  /** The rungs of the mock interview, from the easiest up. */
  readonly rungs: readonly BundledRung[];
  readonly figures: Readonly<Record<string, BundledFigure>>;
}
