import { z } from "zod";

/** Any value that JSON can hold. */
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** Ids of content: words and digits joined by single hyphens, dots or underscores, such as late-records or 001-A-01. */
export const contentIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*$/, "expected an id such as late-records")
  .max(120);

/** The checksum of a piece of content at the time it was shown. */
export const contentVersionSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]+$/)
  .max(128);

/** Chosen by the browser for each thing it saves (`crypto.randomUUID()`); saving the same event again changes nothing. */
export const clientEventIdSchema = z.uuid();

/** Ids that the database gave out. */
export const rowIdSchema = z.uuid();

/** A share from 0 (nothing) to 1 (everything). */
export const scoreSchema = z.number().min(0).max(1);

/** Text that PostgreSQL can store: no NUL character, at most `maxLength` UTF-16 units. */
export function boundedText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes("\u0000"), "the NUL character cannot be stored");
}

/** JSON whose text form has at most `maxLength` characters and no NUL character. */
export function boundedJson(maxLength: number) {
  return z.json().superRefine((value, context) => {
    const text = JSON.stringify(value);
    if (text.length > maxLength) {
      context.addIssue({ code: "custom", message: `at most ${maxLength} characters of JSON, got ${text.length}` });
    }
    if (text.includes("\\u0000")) {
      context.addIssue({ code: "custom", message: "the NUL character cannot be stored" });
    }
  });
}
