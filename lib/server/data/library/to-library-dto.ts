import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { CONTENT_KINDS, type ContentRef } from "@/lib/shared/content/content-ref";
import type { FavouriteDto, NoteDto } from "@/lib/shared/dto/library";
import { z } from "zod";
import { parseStored } from "../stored-json";

const kindSchema = z.enum(CONTENT_KINDS);

/** What names the content of a row. */
export const contentColumns = { kind: true, contentId: true } as const;

/** The columns of a note that cross to the browser. */
export const noteColumns = {
  ...contentColumns,
  text: true,
  revision: true,
  updatedAt: true,
} satisfies Prisma.ContentNoteSelect;

/** The columns of a star that cross to the browser. */
export const favouriteColumns = { ...contentColumns, addedAt: true } satisfies Prisma.FavouriteSelect;

type NoteRow = Prisma.ContentNoteGetPayload<{ select: typeof noteColumns }>;
type FavouriteRow = Prisma.FavouriteGetPayload<{ select: typeof favouriteColumns }>;

export function toContentRef(row: { kind: string; contentId: string }): ContentRef {
  return { kind: parseStored(kindSchema, row.kind, "kind of content"), contentId: row.contentId };
}

export function toNoteDto(row: NoteRow): NoteDto {
  return { ...toContentRef(row), text: row.text, revision: row.revision, updatedAt: row.updatedAt.toISOString() };
}

export function toFavouriteDto(row: FavouriteRow): FavouriteDto {
  return { ...toContentRef(row), addedAt: row.addedAt.toISOString() };
}
