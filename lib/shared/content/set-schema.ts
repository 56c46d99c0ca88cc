import { z } from "zod";
import { slugSchema } from "./field-schemas";
import { FREQUENCIES, INTERVIEW_LEVELS } from "./vocabulary";

/** Tracks are ways through the questions; the fourteen are the topics that interviews are made of. */
const SET_GROUPS = ["track", "fourteen"] as const;
const depthSchema = z.string().trim().min(10).max(240);

/** The curated sets of study items, as `content/sets.yaml` lists them. */
export const setsSchema = z
  .array(
    z.strictObject({
      id: slugSchema,
      title: z.string().trim().min(3).max(60),
      about: z.string().trim().min(10).max(200),
      group: z.enum(SET_GROUPS).default("track"),
      /** How often interviewers come to the topic. */
      frequency: z.enum(FREQUENCIES).optional(),
      /** What is expected at each interview level. */
      depth: z.record(z.enum(INTERVIEW_LEVELS), depthSchema).optional(),
      items: z.array(z.string()).min(1),
    }),
  )
  .superRefine((sets, context) => {
    const seen = new Set<string>();
    sets.forEach((set, index) => {
      if (seen.has(set.id))
        context.addIssue({ code: "custom", path: [index, "id"], message: `The id "${set.id}" stands twice.` });
      seen.add(set.id);
      if (new Set(set.items).size !== set.items.length) {
        context.addIssue({ code: "custom", path: [index, "items"], message: "An item stands twice in the set." });
      }
    });
  });

export type StudySet = z.infer<typeof setsSchema>[number];
