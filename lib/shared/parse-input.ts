import type { ZodType } from "zod";
import { AppError } from "./app-error";

/** Parses what somebody has typed or sent; throws INVALID_INPUT with the places that do not fit. */
export function parseInput<T>(schema: ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`);
  throw new AppError("INVALID_INPUT", places.join("; "));
}
