import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import { LIST_COUNT_MAX } from "@/lib/shared/content/library-limits";
import { isListNameTaken } from "@/lib/shared/content/list-name";
import { movePlace } from "@/lib/shared/content/move-place";
import type { OwnListDto, OwnListSummaryDto } from "@/lib/shared/dto/library";
import type { CreateListInput, MoveListInput, RenameListInput } from "@/lib/shared/schemas/library";
import { db } from "../../db";
import { contentColumns, toContentRef } from "./to-library-dto";

const inOrder = { place: "asc" } as const;

/** The profile's own lists in their order; a null profile is a browser without one. */
export async function listOwnLists(profileId: string | null): Promise<OwnListSummaryDto[]> {
  if (profileId === null) return [];
  const client = await db();
  const rows = await client.ownList.findMany({
    where: { profileId },
    select: { id: true, name: true, _count: { select: { entries: true } } },
    orderBy: inOrder,
  });
  return rows.map((row) => ({ id: row.id, name: row.name, entryCount: row._count.entries }));
}

/**
 * The id of the list of the profile's own that bears this id, or that this event of the browser made. Throws NOT_FOUND
 * when there is none.
 */
export async function findListId(profileId: string, eventOrId: string): Promise<string> {
  const client = await db();
  const where = { profileId, OR: [{ id: eventOrId }, { clientEventId: eventOrId }] };
  const row = await client.ownList.findFirst({ where, select: { id: true } });
  if (row === null) throw noSuchList(eventOrId);
  return row.id;
}

/** One list with its entries in order; null when it is not the profile's own. */
export async function findOwnList(profileId: string | null, listId: string): Promise<OwnListDto | null> {
  if (profileId === null) return null;
  const client = await db();
  const row = await client.ownList.findFirst({
    where: { id: listId, profileId },
    select: { id: true, name: true, entries: { select: contentColumns, orderBy: inOrder } },
  });
  return row === null ? null : { id: row.id, name: row.name, entries: row.entries.map(toContentRef) };
}

/**
 * Makes a list under the others, with its first entry where one is given, and gives its id. The same `clientEventId`
 * again gives the list that it made. Throws INVALID_INPUT when there are too many lists, and LIST_NAME_TAKEN when
 * another has its name and it may not share it.
 */
export async function createList(
  profileId: string,
  input: CreateListInput & { mayShareName?: boolean },
  at: Date,
): Promise<string> {
  const { clientEventId, name, entry, mayShareName = false } = input;
  const client = await db();
  return client.$transaction(async (writer) => {
    await lockProfile(writer, profileId);
    const lists = await writer.ownList.findMany({
      where: { profileId },
      select: { id: true, clientEventId: true, name: true, place: true },
      orderBy: inOrder,
    });
    const known = lists.find((list) => list.clientEventId === clientEventId);
    if (known !== undefined) return known.id;
    if (lists.length >= LIST_COUNT_MAX) throw tooManyLists();
    if (!mayShareName && isListNameTaken(name, lists)) throw nameTaken();
    const made = await writer.ownList.create({
      data: {
        ...{ profileId, clientEventId, name, createdAt: at },
        place: (lists.at(-1)?.place ?? -1) + 1,
        entries: { create: entry === undefined ? [] : [{ ...entry, place: 0, addedAt: at }] },
      },
      select: { id: true },
    });
    return made.id;
  });
}

/** Names a list anew. Throws NOT_FOUND when it is not the profile's own, LIST_NAME_TAKEN when another has the name. */
export async function renameList(profileId: string, { listId, name }: RenameListInput): Promise<void> {
  const client = await db();
  await client.$transaction(async (writer) => {
    await lockProfile(writer, profileId);
    const lists = await writer.ownList.findMany({ where: { profileId }, select: { id: true, name: true } });
    const others = lists.filter((list) => list.id !== listId);
    if (others.length === lists.length) throw noSuchList(listId);
    if (isListNameTaken(name, others)) throw nameTaken();
    await writer.ownList.update({ where: { id: listId }, data: { name } });
  });
}

/** Moves a list among the profile's lists. Throws NOT_FOUND when it is not the profile's own. */
export async function moveList(profileId: string, { listId, toIndex }: MoveListInput): Promise<void> {
  const client = await db();
  await client.$transaction(async (writer) => {
    await lockProfile(writer, profileId);
    const lists = await writer.ownList.findMany({
      where: { profileId },
      select: { id: true, place: true },
      orderBy: inOrder,
    });
    const from = lists.findIndex((list) => list.id === listId);
    if (from < 0) throw noSuchList(listId);
    for (const { id, place } of movePlace(lists, from, toIndex)) {
      await writer.ownList.update({ where: { id }, data: { place } });
    }
  });
}

/** Deletes a list with its entries; one that is gone already stays gone. What was in it is untouched. */
export async function deleteList(profileId: string, listId: string): Promise<void> {
  const client = await db();
  await client.ownList.deleteMany({ where: { id: listId, profileId } });
}

/** Lets what changes the order or the names of a profile's lists happen one after another. */
async function lockProfile(writer: Prisma.TransactionClient, profileId: string): Promise<void> {
  await writer.$queryRaw`SELECT "id" FROM "Profile" WHERE "id" = ${profileId}::uuid FOR UPDATE`;
}

/** The error of a list that does not exist or belongs to somebody else. */
export function noSuchList(listId: string): AppError {
  return new AppError("NOT_FOUND", `no own list ${listId}`, {
    userMessage: "This list does not exist any more, or it is not yours.",
  });
}

function nameTaken(): AppError {
  return new AppError("LIST_NAME_TAKEN", "another own list has this name");
}

function tooManyLists(): AppError {
  return new AppError("INVALID_INPUT", "too many own lists", {
    userMessage: `There can be ${LIST_COUNT_MAX} lists. Delete one that you no longer use, then make this one.`,
  });
}
