import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import { db } from "../../db";
import { toStoredJson } from "../stored-json";

/** Either an open transaction or the client itself. */
type Writer = Prisma.TransactionClient;

/**
 * Stores a change: its entry of the log and the card as it is after it, both or neither. Throws REVIEW_MOVED_ON when the
 * card is no longer the one that the change began with, for example because another tab has rated it.
 */
export async function storeChange(profileId: string, clientEventId: string, change: ReviewLog): Promise<void> {
  const client = await db();
  try {
    await client.$transaction(async (writer) => {
      await writeCard(writer, profileId, change);
      await writer.reviewLog.create({
        data: {
          ...change,
          ...{ profileId, clientEventId },
          before: toStoredJson(change.before),
          after: toStoredJson(change.after),
        },
      });
    });
  } catch (thrown) {
    // A unique key: two requests made the same card, or sent the same event, in the same moment.
    if (thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === "P2002") throw movedOn(change);
    throw thrown;
  }
}

async function writeCard(writer: Writer, profileId: string, { kind, contentId, before, after, ...rest }: ReviewLog) {
  if (before === null && after !== null) {
    await writer.reviewCard.create({ data: { ...after, profileId } });
    return;
  }
  if (before === null) return;
  const where = { profileId, kind, contentId, lastLogId: before.lastLogId };
  const { count } =
    after === null
      ? await writer.reviewCard.deleteMany({ where })
      : await writer.reviewCard.updateMany({ where, data: changeable(after) });
  if (count !== 1) throw movedOn({ kind, contentId, ...rest });
}

function changeable({ kind: _kind, contentId: _contentId, ...columns }: ReviewCard) {
  return columns;
}

function movedOn({ kind, contentId }: Pick<ReviewLog, "kind" | "contentId">): AppError {
  return new AppError("REVIEW_MOVED_ON", `the card ${kind}/${contentId} has changed meanwhile`);
}
