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
 * card is no longer `current`, with which the change began, for example because another tab has rated it.
 */
export async function storeChange(
  { profileId, clientEventId }: { readonly profileId: string; readonly clientEventId: string },
  current: ReviewCard | null,
  change: ReviewLog,
): Promise<void> {
  const client = await db();
  try {
    await client.$transaction(async (writer) => {
      await writeCard(writer, profileId, current, change);
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

async function writeCard(writer: Writer, profileId: string, current: ReviewCard | null, change: ReviewLog) {
  const { kind, contentId, after } = change;
  if (current === null) {
    if (after !== null) await writer.reviewCard.create({ data: { ...after, profileId } });
    return;
  }
  const where = { profileId, kind, contentId, lastLogId: current.lastLogId };
  const { count } =
    after === null
      ? await writer.reviewCard.deleteMany({ where })
      : await writer.reviewCard.updateMany({ where, data: changeable(after) });
  if (count !== 1) throw movedOn(change);
}

function changeable({ kind: _kind, contentId: _contentId, ...columns }: ReviewCard) {
  return columns;
}

function movedOn({ kind, contentId }: Pick<ReviewLog, "kind" | "contentId">): AppError {
  return new AppError("REVIEW_MOVED_ON", `the card ${kind}/${contentId} has changed meanwhile`);
}
