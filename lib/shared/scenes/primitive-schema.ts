/**
 * The teaching page of one of the seven primitives: front matter and words in `primitive.md`, an example that runs in
 * `program.mjs`. docs/CONTENT.md shows how one is written.
 */
import { z } from "zod";
import { PRIMITIVES } from "../content/vocabulary";
import type { SceneRunMeta } from "./scene-request";
import { runFields } from "./scene-schema";

export const primitiveMetaSchema = z.strictObject({
  id: z.enum(PRIMITIVES),
  /** What it is, in one sentence. */
  summary: z.string().trim().min(3).max(200),
  minutes: z.number().min(1).max(20),
  /** The study item with the question that interviewers ask about it. */
  item: z.string().min(1),
  sources: z.array(z.strictObject({ title: z.string().trim().min(3), url: z.url() })).min(1, "Link at least one page."),
  ...runFields,
});
export type PrimitiveMeta = z.infer<typeof primitiveMetaSchema>;

/** A primitive as the pages use it. */
export type PrimitivePage = {
  readonly meta: PrimitiveMeta;
  /** Markdown: the idea. */
  readonly teaching: string;
  /** Markdown: what to look at in the run. */
  readonly inTheRun: string;
  readonly program: string;
};

/** The id of the one run that a primitive has. */
export const PRIMITIVE_RUN = "example";

/** The example as the runs of scenes are asked for. */
export function primitiveRun(meta: PrimitiveMeta): SceneRunMeta {
  const { machines, sinks, machine, faults } = meta;
  return {
    machines,
    sinks,
    machine,
    faults,
    actions: [],
    variants: [{ id: PRIMITIVE_RUN, label: "example", parameters: {} }],
  };
}
