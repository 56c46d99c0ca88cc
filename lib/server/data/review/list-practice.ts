import "server-only";
import { db } from "../../db";

/** The moments, since a given one, at which the profile answered, coded or reviewed something, in no order. */
export async function listPractice(profileId: string, since: Date): Promise<Date[]> {
  const client = await db();
  const createdAt = { gte: since };
  const [answers, attempts, interviewAnswers, reviews] = await Promise.all([
    client.studyAnswer.findMany({ where: { profileId, createdAt }, select: { createdAt: true } }),
    client.codeAttempt.findMany({ where: { profileId, createdAt }, select: { createdAt: true } }),
    client.interviewAnswer.findMany({ where: { profileId, createdAt }, select: { createdAt: true } }),
    client.reviewLog.findMany({
      // The prediction of a drill is not kept; that it was made is known by what it did to the card.
      where: { profileId, at: createdAt, OR: [{ event: "review" }, { event: "answer", kind: "drill" }] },
      select: { at: true },
    }),
  ]);
  return [
    ...[...answers, ...attempts, ...interviewAnswers].map((row) => row.createdAt),
    ...reviews.map((row) => row.at),
  ];
}
