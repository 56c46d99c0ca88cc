import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findItem } from "@/lib/server/content/load-items";
import { rungContent } from "@/lib/server/content/rungs";
import { listAppeals } from "@/lib/server/data/grading/list-appeals";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { loadInterview } from "@/lib/server/data/interview/load-interview";
import { listFavourites } from "@/lib/server/data/library/favourites";
import { findOwnList, listOwnLists } from "@/lib/server/data/library/own-lists";
import { listCards } from "@/lib/server/data/review/list-cards";
import { listAnswers } from "@/lib/server/data/study/list-answers";
import { receiveEvent } from "@/lib/server/offline/receive-event";
import { drawDrill } from "@/lib/shared/drills/draw-drill";
import { predict } from "@/lib/shared/drills/predict";
import { firingsText } from "@/lib/shared/drills/read-response";
import { DrillWords } from "@/lib/shared/drills/words";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const ITEM = "allowed-lateness-effect";
const HOUR = 3_600_000;
const received = new Date("2026-11-22T12:00:00Z");

/** A letter sent now of something that happened `hoursAgo` hours before, by a clock that is years off. */
function letter(event: OutboxEvent, hoursAgo: number, clientEventId: string = randomUUID()) {
  const sentAtMillis = Date.parse("2031-05-05T05:05:05Z");
  return { clientEventId, sentAtMillis, happenedAtMillis: sentAtMillis - hoursAgo * HOUR, event };
}

function rightChoice(): OutboxEvent {
  const meta = findItem(ITEM)?.meta;
  if (meta?.format !== "choice") throw new Error(`${ITEM} is no choice`);
  const chosen = meta.options.filter((option) => option.correct).map((option) => option.id);
  return { kind: "study-answer", itemId: ITEM, response: { chosen }, inReview: false };
}

const id = { kind: "item", contentId: ITEM } as const;

describe("an outbox on the way in", () => {
  it("keeps an answer once, as of the moment it was given, and its card with it", async () => {
    const profileId = await newProfile();
    const sent = letter(rightChoice(), 30);
    await receiveEvent(profileId, sent, received);
    await receiveEvent(profileId, sent, new Date("2026-11-23T12:00:00Z"));
    const answers = await listAnswers(profileId, ITEM);
    // 12:00 on the 22nd less 30 hours is 06:00 on the 21st.
    expect(answers.map(({ createdAt, result }) => [createdAt, result.score])).toEqual([
      ["2026-11-21T06:00:00.000Z", 1],
    ]);
    const cards = await listCards(profileId);
    expect(cards.map(({ contentId, lastRatedAt, repetitions }) => [contentId, lastRatedAt, repetitions])).toEqual([
      [ITEM, "2026-11-21T06:00:00.000Z", 1],
    ]);
  });

  it("knows a card by the event that made it, and takes back what is meant", async () => {
    const profileId = await newProfile();
    const first = letter({ kind: "rating", id, rating: "good", seen: null }, 72);
    const second = letter({ kind: "rating", id, rating: "again", seen: first.clientEventId }, 2);
    await receiveEvent(profileId, first, received);
    await receiveEvent(profileId, second, received);
    expect((await listCards(profileId)).map(({ repetitions, lapses }) => [repetitions, lapses])).toEqual([[2, 1]]);

    await expect(
      receiveEvent(profileId, letter({ kind: "undo", undoes: first.clientEventId }, 1), received),
    ).rejects.toMatchObject({ code: "REVIEW_MOVED_ON" });
    await receiveEvent(profileId, letter({ kind: "undo", undoes: second.clientEventId }, 1), received);
    expect((await listCards(profileId)).map(({ repetitions, lapses }) => [repetitions, lapses])).toEqual([[1, 0]]);
  });

  it("refuses a rating of a card that another device has rated meanwhile", async () => {
    const profileId = await newProfile();
    const first = letter({ kind: "rating", id, rating: "good", seen: null }, 72);
    await receiveEvent(profileId, first, received);
    const elsewhere = letter({ kind: "rating", id, rating: "hard", seen: first.clientEventId }, 5);
    await receiveEvent(profileId, elsewhere, received);
    const before = await listCards(profileId);
    for (const seen of [first.clientEventId, randomUUID()]) {
      await expect(
        receiveEvent(profileId, letter({ kind: "rating", id, rating: "easy", seen }, 4), received),
      ).rejects.toMatchObject({ code: "REVIEW_MOVED_ON" });
    }
    expect(await listCards(profileId)).toEqual(before);
  });

  it("makes a card of a wrong prediction of a drill once, none of a right one, and refuses what cannot be read", async () => {
    const profileId = await newProfile();
    const place = { level: 1, seed: 7 } as const;
    const drill = drawDrill(place);
    const words = new DrillWords(drill.stream);
    // The rules are a model of their own, without the engine, which grades the prediction.
    const { watermarks, rows } = predict(drill.stream);
    const right = {
      watermarks: drill.watermarksAfter.map((number) => words.watermark(watermarks[number - 1] ?? null)),
      contents: rows.map(({ firings }) => firingsText(firings.map(({ elements }) => elements))),
      ...{ moments: [], dropped: [] },
    };
    const prediction = (response: typeof right): OutboxEvent => ({ kind: "drill-prediction", place, response });
    await receiveEvent(profileId, letter(prediction(right), 60), received);
    expect(await listCards(profileId)).toEqual([]);
    const wrong = letter(prediction({ ...right, watermarks: right.watermarks.map(() => "none") }), 30);
    await receiveEvent(profileId, wrong, received);
    await receiveEvent(profileId, wrong, received);
    const cards = await listCards(profileId);
    expect(
      cards.map(({ kind, contentId, repetitions, lastRatedAt }) => [kind, contentId, repetitions, lastRatedAt]),
    ).toEqual([["drill", "1-7", 1, "2026-11-21T06:00:00.000Z"]]);
    const unread = letter(prediction({ ...right, watermarks: right.watermarks.map(() => "soon") }), 1);
    await expect(receiveEvent(profileId, unread, received)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("keeps stars, lists and what is in them once, also of a list that was made without the network", async () => {
    const profileId = await newProfile();
    const content = { kind: "item", contentId: ITEM } as const;
    const exercise = { kind: "exercise", contentId: "click-sessions" } as const;
    const make = letter({ kind: "list-make", name: "For Monday", entry: content }, 30);
    const list = make.clientEventId;
    const sent = [
      letter({ kind: "favourite", content, on: true }, 30),
      letter({ kind: "favourite", content: exercise, on: true }, 29),
      letter({ kind: "favourite", content: exercise, on: false }, 28),
      make,
      letter({ kind: "list-entry", list, content: exercise, on: true }, 20),
      letter({ kind: "list-entry", list, content, on: false }, 19),
    ];
    // Each letter twice in a row, as when the answer to the first was lost.
    for (const each of sent.flatMap((one) => [one, one])) await receiveEvent(profileId, each, received);
    expect(await listFavourites(profileId)).toEqual([{ ...content, addedAt: "2026-11-21T06:00:00.000Z" }]);
    const lists = await listOwnLists(profileId);
    expect(lists.map(({ name, entryCount }) => [name, entryCount])).toEqual([["For Monday", 1]]);
    expect((await findOwnList(profileId, lists[0]?.id ?? ""))?.entries).toEqual([exercise]);
    const stranger = await newProfile();
    const foreign = letter({ kind: "list-entry", list, content, on: true }, 1);
    await expect(receiveEvent(stranger, foreign, received)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const unknown = { kind: "item", contentId: "no-such-item" } as const;
    await expect(
      receiveEvent(profileId, letter({ kind: "favourite", content: unknown, on: true }, 1), received),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps an objection once, against an answer that was given without the network", async () => {
    const profileId = await newProfile();
    const item = findItem("barrier-at-two-inputs")?.meta;
    if (item?.format !== "free-text") throw new Error("the item is no free text");
    const partId = item.keyPoints[0]?.id ?? "";
    const points = item.keyPoints.map(({ id: point }) => ({
      ...{ id: point, verdict: "missed" as const, share: 0, evidence: [], why: "", decided: false },
    }));
    const grade = {
      version: "1",
      score: 0,
      band: "weak" as const,
      points,
      misconceptions: [],
      capped: false,
      refused: null,
    };
    const response = { text: "It waits for both barriers.", grading: { grade, decisions: {} } };
    const given = letter({ kind: "study-answer", itemId: item.id, response, inReview: false }, 4);
    await receiveEvent(profileId, given, received);
    const appeal = letter(
      {
        ...{ kind: "appeal", answer: given.clientEventId, reason: "I said so in the first sentence." },
        objection: { kind: "point", partId, learnerVerdict: "met" },
      },
      3,
    );
    await receiveEvent(profileId, appeal, received);
    await receiveEvent(profileId, appeal, received);
    const [kept] = await listAnswers(profileId, item.id);
    const appeals = await listAppeals(profileId, kept?.id ?? "");
    expect(
      appeals.map(({ partId: part, learnerVerdict, reason, createdAt }) => [part, learnerVerdict, reason, createdAt]),
    ).toEqual([[partId, "met", "I said so in the first sentence.", "2026-11-22T09:00:00.000Z"]]);
  });

  it("refuses what does not fit the item, and what is no event", async () => {
    const profileId = await newProfile();
    const unknownOption = { ...rightChoice(), response: { chosen: ["no-such-option"] } } as OutboxEvent;
    await expect(receiveEvent(profileId, letter(unknownOption, 1), received)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await expect(receiveEvent(profileId, { event: { kind: "other" } }, received)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    expect(await listAnswers(profileId, ITEM)).toEqual([]);
  });

  it("keeps an interview that was sat without the network, each step as of its moment", async () => {
    const profileId = await newProfile();
    const { question, version } = rungContent("final-boss");
    const start = letter(
      { kind: "interview-start", startRung: "final-boss", settings: { secondsPerQuestion: null } },
      3,
    );
    const answer = letter(
      {
        kind: "interview-answer",
        interview: start.clientEventId,
        answer: {
          ...{ rung: "final-boss", questionId: question.id, questionVersion: version, secondsUsed: 600 },
          ...{ text: "It depends.", structured: null, deadlines: null },
        },
      },
      2,
    );
    const mark = letter(
      {
        ...{ kind: "interview-mark", interview: start.clientEventId, answer: answer.clientEventId, rung: "final-boss" },
        marks: question.points.map(({ id: point }) => ({ point, mark: "said" as const })),
      },
      1,
    );
    for (const each of [start, answer, mark, answer, mark, start]) await receiveEvent(profileId, each, received);
    const [summary, ...others] = await listInterviews(profileId);
    expect(others).toEqual([]);
    expect(summary).toMatchObject({
      startedAt: "2026-11-22T09:00:00.000Z",
      finishedAt: "2026-11-22T11:00:00.000Z",
      answerCount: 1,
      meanScore: 1,
    });
    const { answers } = await loadInterview(profileId, summary?.id ?? "");
    expect(answers.map(({ text, createdAt }) => [text, createdAt])).toEqual([
      ["It depends.", "2026-11-22T10:00:00.000Z"],
    ]);
  });
});
