import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { type ReviewCard, type ReviewLog, reviewCardSchema, reviewLogSchema } from "@/lib/shared/review/card";
import { fromStoredJson, parseStored } from "../stored-json";

/** The columns that make a card. */
export const reviewCardColumns = {
  kind: true,
  contentId: true,
  stability: true,
  difficulty: true,
  repetitions: true,
  lapses: true,
  intervalDays: true,
  firstRatedAt: true,
  lastRatedAt: true,
  suspended: true,
  buriedOn: true,
  lastLogId: true,
} satisfies Prisma.ReviewCardSelect;

/** The columns that make an entry of the log. */
export const reviewLogColumns = {
  id: true,
  kind: true,
  contentId: true,
  event: true,
  rating: true,
  before: true,
  after: true,
  undoes: true,
  at: true,
} satisfies Prisma.ReviewLogSelect;

export function toReviewCard(row: Prisma.ReviewCardGetPayload<{ select: typeof reviewCardColumns }>): ReviewCard {
  const plain = {
    ...row,
    firstRatedAt: row.firstRatedAt.toISOString(),
    lastRatedAt: row.lastRatedAt.toISOString(),
  };
  return parseStored(reviewCardSchema, plain, "ReviewCard");
}

export function toReviewLog(row: Prisma.ReviewLogGetPayload<{ select: typeof reviewLogColumns }>): ReviewLog {
  const plain = {
    ...row,
    before: fromStoredJson(row.before),
    after: fromStoredJson(row.after),
    at: row.at.toISOString(),
  };
  return parseStored(reviewLogSchema, plain, "ReviewLog");
}
