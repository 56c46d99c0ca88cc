import "server-only";
import type { Prisma, PrismaClient } from "@/generated/prisma/client";
import type { SectionName, SectionRow } from "@/lib/shared/transfer/export-schema";

/** So many rows are read at once; an attempt may take 300 kB. */
const PAGE_ROW_COUNT = 100;

/** One row of a section as it is written: JSON that the schema of the section accepts. */
type Written<S extends SectionName> = { [K in keyof SectionRow<S>]: unknown };
type Rows<S extends SectionName> = AsyncGenerator<Written<S>>;

const text = (moment: Date): string => moment.toISOString();
const byEvent = [{ createdAt: "asc" }, { clientEventId: "asc" }] as const;

/** Where the next page of rows begins that go by their event ids. */
function after(profileId: string, last: { clientEventId: string } | null) {
  const cursor = last && { profileId_clientEventId: { profileId, clientEventId: last.clientEventId } };
  return { take: PAGE_ROW_COUNT, ...(cursor && { cursor, skip: 1 }) };
}

/** Reads pages until one is not full. */
async function* paged<R>(readPage: (last: R | null) => Promise<R[]>): AsyncGenerator<R> {
  let last: R | null = null;
  for (;;) {
    const page: R[] = await readPage(last);
    yield* page;
    last = page.at(-1) ?? null;
    if (page.length < PAGE_ROW_COUNT) return;
  }
}

export async function* studyAnswers(client: PrismaClient, profileId: string): Rows<"studyAnswers"> {
  const rows = paged<Prisma.StudyAnswerGetPayload<object>>((last) =>
    client.studyAnswer.findMany({ where: { profileId }, orderBy: [...byEvent], ...after(profileId, last) }),
  );
  // The score stands in the result already.
  for await (const { id: _, profileId: _owner, score: _copy, createdAt, ...row } of rows) {
    yield { ...row, createdAt: text(createdAt) };
  }
}

export async function* gradeAppeals(client: PrismaClient, profileId: string): Rows<"gradeAppeals"> {
  const include = { answer: { select: { clientEventId: true } } };
  const rows = paged<Prisma.GradeAppealGetPayload<{ include: typeof include }>>((last) =>
    client.gradeAppeal.findMany({ where: { profileId }, orderBy: [...byEvent], include, ...after(profileId, last) }),
  );
  for await (const { id: _, profileId: _owner, answerId: _answer, answer, createdAt, ...row } of rows) {
    yield { ...row, answerEventId: answer.clientEventId, createdAt: text(createdAt) };
  }
}

export async function* codeDrafts(client: PrismaClient, profileId: string): Rows<"codeDrafts"> {
  const rows = await client.codeDraft.findMany({
    where: { profileId },
    omit: { profileId: true },
    orderBy: { exerciseId: "asc" },
  });
  for (const row of rows) yield { ...row, updatedAt: text(row.updatedAt) };
}

export async function* codeAttempts(client: PrismaClient, profileId: string): Rows<"codeAttempts"> {
  const rows = paged<Prisma.CodeAttemptGetPayload<object>>((last) =>
    client.codeAttempt.findMany({ where: { profileId }, orderBy: [...byEvent], ...after(profileId, last) }),
  );
  for await (const { id: _, profileId: _owner, createdAt, ...row } of rows) {
    yield { ...row, createdAt: text(createdAt) };
  }
}

export async function* interviews(client: PrismaClient, profileId: string): Rows<"interviews"> {
  const rows = await client.interview.findMany({
    where: { profileId },
    omit: { id: true, profileId: true },
    orderBy: [{ startedAt: "asc" }, { clientEventId: "asc" }],
  });
  for (const { startedAt, finishedAt, ...row } of rows) {
    yield { ...row, startedAt: text(startedAt), finishedAt: finishedAt === null ? null : text(finishedAt) };
  }
}

export async function* interviewDrafts(client: PrismaClient, profileId: string): Rows<"interviewDrafts"> {
  const rows = await client.interviewDraft.findMany({
    where: { interview: { profileId } },
    include: { interview: { select: { clientEventId: true } } },
    orderBy: { interview: { clientEventId: "asc" } },
  });
  for (const { interviewId: _, interview, askedAt, updatedAt, ...row } of rows) {
    yield {
      ...row,
      interviewEventId: interview.clientEventId,
      askedAt: text(askedAt),
      updatedAt: text(updatedAt),
    };
  }
}

export async function* interviewAnswers(client: PrismaClient, profileId: string): Rows<"interviewAnswers"> {
  const include = { interview: { select: { clientEventId: true } } };
  const rows = paged<Prisma.InterviewAnswerGetPayload<{ include: typeof include }>>((last) =>
    client.interviewAnswer.findMany({
      where: { profileId },
      orderBy: [...byEvent],
      include,
      ...after(profileId, last),
    }),
  );
  for await (const { id: _, profileId: _owner, interviewId: _interview, interview, createdAt, ...row } of rows) {
    yield { ...row, interviewEventId: interview.clientEventId, createdAt: text(createdAt) };
  }
}

export async function* interviewMarks(client: PrismaClient, profileId: string): Rows<"interviewMarks"> {
  const include = { answer: { select: { clientEventId: true } } };
  const rows = paged<Prisma.InterviewMarkGetPayload<{ include: typeof include }>>((last) =>
    client.interviewMark.findMany({ where: { profileId }, orderBy: [...byEvent], include, ...after(profileId, last) }),
  );
  for await (const { id: _, profileId: _owner, answerId: _answer, answer, createdAt, ...row } of rows) {
    yield { ...row, answerEventId: answer.clientEventId, createdAt: text(createdAt) };
  }
}

export async function* notes(client: PrismaClient, profileId: string): Rows<"notes"> {
  const rows = await client.contentNote.findMany({
    where: { profileId },
    omit: { profileId: true },
    orderBy: [{ kind: "asc" }, { contentId: "asc" }],
  });
  for (const row of rows) yield { ...row, updatedAt: text(row.updatedAt) };
}

export async function* favourites(client: PrismaClient, profileId: string): Rows<"favourites"> {
  const rows = await client.favourite.findMany({
    where: { profileId },
    omit: { profileId: true },
    orderBy: [{ addedAt: "asc" }, { kind: "asc" }, { contentId: "asc" }],
  });
  for (const row of rows) yield { ...row, addedAt: text(row.addedAt) };
}

export async function* lists(client: PrismaClient, profileId: string): Rows<"lists"> {
  const rows = await client.ownList.findMany({
    where: { profileId },
    select: {
      clientEventId: true,
      name: true,
      createdAt: true,
      entries: { select: { kind: true, contentId: true, addedAt: true }, orderBy: { place: "asc" } },
    },
    orderBy: { place: "asc" },
  });
  for (const { entries, createdAt, ...row } of rows) {
    yield {
      ...row,
      createdAt: text(createdAt),
      entries: entries.map(({ addedAt, ...entry }) => ({ ...entry, addedAt: text(addedAt) })),
    };
  }
}
