"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { ReactElement } from "react";
import { requestMoment } from "@/lib/server/clock";
import { requireContent } from "@/lib/server/content/find-content";
import { renderNote } from "@/lib/server/content/render-note";
import { setFavourite } from "@/lib/server/data/library/favourites";
import { addEntry, moveEntry, removeEntry } from "@/lib/server/data/library/list-entries";
import { saveNote } from "@/lib/server/data/library/notes";
import { createList, deleteList, moveList, renameList } from "@/lib/server/data/library/own-lists";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import type { NoteSaveDto } from "@/lib/shared/dto/library";
import {
  type AddEntryInput,
  addEntrySchema,
  type CreateListInput,
  createListSchema,
  type MoveEntryInput,
  type MoveListInput,
  moveEntrySchema,
  moveListSchema,
  ownListSchema,
  previewNoteSchema,
  type RemoveEntryInput,
  type RenameListInput,
  removeEntrySchema,
  renameListSchema,
  type SaveNoteInput,
  type SetFavouriteInput,
  saveNoteSchema,
  setFavouriteSchema,
} from "@/lib/shared/schemas/library";

/** Runs a change of the profile's own library, then brings the pages that the browser holds up to date. */
function change<T>(body: (profileId: string, at: Date) => Promise<T>): Promise<ActionResult<T>> {
  return asActionResult(async () => {
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    const value = await body(profileId, at);
    refresh();
    return value;
  });
}

/** Keeps or removes a note; one that was changed meanwhile is refused with what is kept, and nothing is lost. */
export async function keepNote(input: SaveNoteInput): Promise<ActionResult<NoteSaveDto>> {
  return change(async (profileId, at) => {
    const given = parseInput(saveNoteSchema, input);
    if (given.text.trim() !== "" && given.baseRevision === null) requireContent(given);
    return saveNote(profileId, given, at);
  });
}

/** Draws the text of a note as it would stand on the page. */
export async function previewNote(text: string): Promise<ActionResult<ReactElement>> {
  return asActionResult(async () => renderNote(parseInput(previewNoteSchema, text)));
}

/** Sets a star or takes it away. */
export async function keepFavourite(input: SetFavouriteInput): Promise<ActionResult<void>> {
  return change(async (profileId, at) => {
    const given = parseInput(setFavouriteSchema, input);
    if (given.on) requireContent(given);
    await setFavourite(profileId, given, at);
  });
}

/** Makes a list, with its first entry where one is given; gives its id. */
export async function makeList(input: CreateListInput): Promise<ActionResult<string>> {
  return change(async (profileId, at) => {
    const given = parseInput(createListSchema, input);
    if (given.entry !== undefined) requireContent(given.entry);
    return createList(profileId, given, at);
  });
}

/** Names a list anew. */
export async function nameList(input: RenameListInput): Promise<ActionResult<void>> {
  return change((profileId) => renameList(profileId, parseInput(renameListSchema, input)));
}

/** Moves a list among the lists. */
export async function placeList(input: MoveListInput): Promise<ActionResult<void>> {
  return change((profileId) => moveList(profileId, parseInput(moveListSchema, input)));
}

/** Deletes a list, then shows the others; what was in it is untouched. */
export async function dropList(input: { listId: string }): Promise<ActionResult<never>> {
  const result = await asActionResult(async () => {
    await deleteList(await requireProfile(), parseInput(ownListSchema, input).listId);
  });
  if (!result.ok) return result;
  redirect("/study/lists");
}

/** Puts a piece of content into a list. */
export async function putIntoList(input: AddEntryInput): Promise<ActionResult<void>> {
  return change(async (profileId, at) => {
    const given = parseInput(addEntrySchema, input);
    requireContent(given);
    await addEntry(profileId, given, at);
  });
}

/** Takes a piece of content out of a list. */
export async function takeFromList(input: RemoveEntryInput): Promise<ActionResult<void>> {
  return change((profileId) => removeEntry(profileId, parseInput(removeEntrySchema, input)));
}

/** Moves a piece of content within a list. */
export async function placeInList(input: MoveEntryInput): Promise<ActionResult<void>> {
  return change((profileId) => moveEntry(profileId, parseInput(moveEntrySchema, input)));
}
