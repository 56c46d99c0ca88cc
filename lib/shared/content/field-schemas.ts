/** Fields that the front matter of every kind of content has. */
import { z } from "zod";

/** The name of a folder or file, which stands in addresses. */
export const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Use a slug: small letters, digits and single hyphens, a letter first.");

/** A sentence or a few. */
export const sentenceSchema = z.string().trim().min(3).max(600);

/** The name under which a program finds something. */
export const variableNameSchema = z.string().regex(/^[A-Za-z_$][\w$]*$/, "Use the name of a variable.");
