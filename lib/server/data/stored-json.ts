import "server-only";
import type { ZodType } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import type { JsonValue } from "@/lib/shared/schemas/common";

/** Gives JSON the form Prisma stores: null becomes the database's NULL. */
export function toStoredJson(value: JsonValue | object | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === null || value === undefined ? Prisma.DbNull : value;
}

/** Gives a stored value back as JSON. */
export function fromStoredJson(value: Prisma.JsonValue): JsonValue {
  return value as JsonValue;
}

/** Parses what is stored by the schema it was stored with; `what` names the column for the log. */
export function parseStored<T>(schema: ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("UNEXPECTED", `stored ${what} does not fit its schema: ${parsed.error.message}`);
}
