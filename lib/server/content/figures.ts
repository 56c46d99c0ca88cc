import "server-only";
import type { ItemFigure } from "@/lib/shared/content/item-schema";
import { PRIMITIVE_NAMES } from "@/lib/shared/content/vocabulary";
import { PRIMITIVE_RUN, primitiveRun } from "@/lib/shared/scenes/primitive-schema";
import type { SceneRunMeta } from "@/lib/shared/scenes/scene-request";
import type { SceneEvent, SceneView } from "@/lib/shared/scenes/scene-schema";
import type { ContentFault } from "./content-fault";
import type { ParsedItem } from "./parse-item";
import { loadPrimitive } from "./primitives";
import { loadScene } from "./scenes";

/** A figure as the pages draw it: the run to make, and the page that it comes from. */
export type FigureRun = {
  readonly meta: SceneRunMeta;
  readonly variant: string;
  readonly program: string;
  readonly view: SceneView;
  readonly operator?: string;
  /** Where the run shows what its scene asks about. */
  readonly at?: SceneEvent;
  readonly page: { readonly title: string; readonly href: string };
};

/** The run that a figure names; null where no scene or primitive of that name has it. */
export function loadFigure(figure: Pick<ItemFigure, "run" | "variant">): FigureRun | null {
  const scene = loadScene(figure.run);
  if (scene === null) return figure.variant === undefined ? primitiveFigure(figure.run) : null;
  const { id, title, question, view, operator, machines, sinks, machine, faults, actions, restore, variants } =
    scene.meta;
  const variant = figure.variant ?? question.variant;
  if (!variants.some((known) => known.id === variant)) return null;
  return {
    meta: { machines, sinks, machine, faults, actions, restore, variants },
    variant,
    program: scene.program,
    view,
    operator,
    at: question.shownAt ?? question.before,
    page: { title, href: `/study/scenes/${id}` },
  };
}

function primitiveFigure(id: string): FigureRun | null {
  const page = loadPrimitive(id);
  if (page === null) return null;
  const { view, operator } = page.meta;
  return {
    meta: primitiveRun(page.meta),
    variant: PRIMITIVE_RUN,
    program: page.program,
    view,
    operator,
    page: { title: PRIMITIVE_NAMES[page.meta.id], href: `/study/primitives/${page.meta.id}` },
  };
}

/** Names the items whose figure has no run. */
export function checkFigures(items: readonly ParsedItem[]): ContentFault[] {
  return items.flatMap(({ file, meta, lineOf }) => {
    const { figure } = meta;
    if (figure === undefined || loadFigure(figure) !== null) return [];
    const variant = figure.variant === undefined ? "" : ` with a variant "${figure.variant}"`;
    return [
      {
        file,
        line: lineOf(["figure", "run"]),
        message: `There is no scene or primitive "${figure.run}"${variant} to show.`,
        remedy: "Name a folder of content/scenes or content/primitives, and a variant that stands in its front matter.",
      },
    ];
  });
}
