import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { LIST_ENTRY_COUNT_MAX } from "@/lib/shared/content/library-limits";
import { movePlace } from "@/lib/shared/content/move-place";
import type { AddEntryInput, MoveEntryInput, RemoveEntryInput } from "@/lib/shared/schemas/library";
import { db } from "../../db";
import { noSuchList } from "./own-lists";

type Writer = Prisma.TransactionClient;

/** The ids of the profile's own lists that hold a piece of content. */
export async function listsHolding(profileId: string | null, { kind, contentId }: ContentRef): Promise<string[]> {
  if (profileId === null) return [];
  const client = await db();
  const rows = await client.ownList.findMany({
    where: { profileId, entries: { some: { kind, contentId } } },
    select: { id: true },
    orderBy: { place: "asc" },
  });
  return rows.map((row) => row.id);
}

/**
 * Puts a piece of content into a list: at its end, or where `toIndex` says. What is in it already stays where it is.
 * Throws NOT_FOUND when the list is not the profile's own, INVALID_INPUT when it is full.
 */
export async function addEntry(profileId: string, input: AddEntryInput, at: Date): Promise<void> {
  const { listId, kind, contentId, toIndex } = input;
  await inOwnList(profileId, listId, async (writer, entries) => {
    if (indexOf(entries, input) >= 0) return;
    if (entries.length >= LIST_ENTRY_COUNT_MAX) throw listIsFull();
    const added = { kind, contentId, place: (entries.at(-1)?.place ?? -1) + 1 };
    await writer.ownListEntry.create({ data: { ...added, listId, addedAt: at } });
    if (toIndex !== undefined) await move(writer, listId, [...entries, added], entries.length, toIndex);
  });
}

/** Takes a piece of content out of a list. Throws NOT_FOUND when the list is not the profile's own. */
export async function removeEntry(profileId: string, input: RemoveEntryInput): Promise<void> {
  const { listId, kind, contentId } = input;
  await inOwnList(profileId, listId, async (writer) => {
    await writer.ownListEntry.deleteMany({ where: { listId, kind, contentId } });
  });
}

/** Moves an entry within its list. Throws NOT_FOUND when the list is not the profile's own or does not hold it. */
export async function moveEntry(profileId: string, input: MoveEntryInput): Promise<void> {
  const { listId, toIndex } = input;
  await inOwnList(profileId, listId, async (writer, entries) => {
    const from = indexOf(entries, input);
    if (from < 0) throw notInList(input);
    await move(writer, listId, entries, from, toIndex);
  });
}

interface EntryRow {
  readonly kind: string;
  readonly contentId: string;
  readonly place: number;
}

function indexOf(entries: readonly EntryRow[], { kind, contentId }: ContentRef): number {
  return entries.findIndex((entry) => entry.kind === kind && entry.contentId === contentId);
}

/** Runs `change` on the entries in order, while nobody else changes this list. */
async function inOwnList(
  profileId: string,
  listId: string,
  change: (writer: Writer, entries: readonly EntryRow[]) => Promise<void>,
): Promise<void> {
  const client = await db();
  await client.$transaction(async (writer) => {
    const found = await writer.$queryRaw<unknown[]>`
      SELECT "id" FROM "OwnList" WHERE "id" = ${listId}::uuid AND "profileId" = ${profileId}::uuid FOR UPDATE`;
    if (found.length === 0) throw noSuchList(listId);
    const entries = await writer.ownListEntry.findMany({
      where: { listId },
      select: { kind: true, contentId: true, place: true },
      orderBy: { place: "asc" },
    });
    await change(writer, entries);
  });
}

async function move(writer: Writer, listId: string, entries: readonly EntryRow[], from: number, to: number) {
  for (const { kind, contentId, place } of movePlace(entries, from, to)) {
    await writer.ownListEntry.update({
      where: { listId_kind_contentId: { listId, kind, contentId } },
      data: { place },
    });
  }
}

function listIsFull(): AppError {
  return new AppError("INVALID_INPUT", "the list is full", {
    userMessage: `A list holds ${LIST_ENTRY_COUNT_MAX} entries. Take one out, or put this into another list.`,
  });
}

function notInList({ listId, kind, contentId }: MoveEntryInput): AppError {
  return new AppError("NOT_FOUND", `${kind}/${contentId} is not in the list ${listId}`, {
    userMessage: "This is no longer in the list. Reload the page to see what is.",
  });
}
