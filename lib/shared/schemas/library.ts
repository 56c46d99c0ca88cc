/** Inputs of notes, favourites and own lists. */
import { z } from "zod";
import { CONTENT_KINDS } from "../content/content-ref";
import { LIST_ENTRY_COUNT_MAX, LIST_NAME_LENGTH_MAX, NOTE_LENGTH_MAX } from "../content/library-limits";
import { boundedText, clientEventIdSchema, contentIdSchema, rowIdSchema } from "./common";

/** Names one piece of content. */
export const contentRefSchema = z.object({ kind: z.enum(CONTENT_KINDS), contentId: contentIdSchema });

/** A name; spaces around it are taken off. */
export const listNameSchema = z.string().trim().pipe(boundedText(LIST_NAME_LENGTH_MAX).min(1));

/** Input of saving a note; an empty text removes it. */
export const saveNoteSchema = contentRefSchema.extend({
  text: boundedText(NOTE_LENGTH_MAX),
  /** The revision that the text began with, null where there was no note. */
  baseRevision: rowIdSchema.nullable(),
  /** Chosen by the browser for this save; saving the same revision again changes nothing. */
  revision: clientEventIdSchema,
});
export type SaveNoteInput = z.infer<typeof saveNoteSchema>;

/** Input of drawing a note before it is saved. */
export const previewNoteSchema = boundedText(NOTE_LENGTH_MAX);

/** Input of setting or taking away a star. */
export const setFavouriteSchema = contentRefSchema.extend({ on: z.boolean() });
export type SetFavouriteInput = z.infer<typeof setFavouriteSchema>;

/** Input of making a list, with its first entry where it is made from a page. */
export const createListSchema = z.object({
  clientEventId: clientEventIdSchema,
  name: listNameSchema,
  entry: contentRefSchema.optional(),
});
export type CreateListInput = z.infer<typeof createListSchema>;

/** Input of naming a list anew. */
export const renameListSchema = z.object({ listId: rowIdSchema, name: listNameSchema });
export type RenameListInput = z.infer<typeof renameListSchema>;

const indexSchema = z.int().min(0).max(LIST_ENTRY_COUNT_MAX);

/** Input of moving a list among the lists; `toIndex` counts from 0, and beyond the end is the end. */
export const moveListSchema = z.object({ listId: rowIdSchema, toIndex: indexSchema });
export type MoveListInput = z.infer<typeof moveListSchema>;

/** Input of naming one list. */
export const ownListSchema = z.object({ listId: rowIdSchema });

/** Input of adding to a list, at the end or where `toIndex` says. */
export const addEntrySchema = contentRefSchema.extend({ listId: rowIdSchema, toIndex: indexSchema.optional() });
export type AddEntryInput = z.infer<typeof addEntrySchema>;

/** Input of taking out of a list. */
export const removeEntrySchema = contentRefSchema.extend({ listId: rowIdSchema });
export type RemoveEntryInput = z.infer<typeof removeEntrySchema>;

/** Input of moving within a list. */
export const moveEntrySchema = removeEntrySchema.extend({ toIndex: indexSchema });
export type MoveEntryInput = z.infer<typeof moveEntrySchema>;
