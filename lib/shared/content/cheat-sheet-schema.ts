import { z } from "zod";
import { slugSchema } from "./field-schemas";

const rowSchema = z.strictObject({
  /** What is needed, asked or going wrong. */
  need: z.string().trim().min(8).max(80),
  /** What Flink has for it; code stands between backticks. */
  answer: z.string().trim().min(8).max(260),
  /** The study item that teaches it and bears the claim. */
  item: slugSchema,
});

/** The cheat sheet, as `content/cheat-sheet.yaml` holds it: sections of needs and what Flink has for each. */
export const cheatSheetSchema = z
  .array(
    z.strictObject({
      id: slugSchema,
      title: z.string().trim().min(3).max(60),
      rows: z.array(rowSchema).min(1),
    }),
  )
  .superRefine((sections, context) => {
    const ids = new Set<string>();
    const needs = new Set<string>();
    sections.forEach(({ id, rows }, section) => {
      if (ids.has(id)) {
        context.addIssue({ code: "custom", path: [section, "id"], message: `The id "${id}" stands twice.` });
      }
      ids.add(id);
      rows.forEach(({ need, answer }, row) => {
        if (needs.has(need)) {
          context.addIssue({ code: "custom", path: [section, "rows", row, "need"], message: "The need stands twice." });
        }
        needs.add(need);
        if (answer.split("`").length % 2 === 0) {
          const path = [section, "rows", row, "answer"];
          context.addIssue({ code: "custom", path, message: "A backtick has no partner." });
        }
      });
    });
  });

export type CheatSheet = z.infer<typeof cheatSheetSchema>;

/** How many rows all sections have together. */
export function rowCount(cheatSheet: CheatSheet): number {
  return cheatSheet.reduce((sum, { rows }) => sum + rows.length, 0);
}
