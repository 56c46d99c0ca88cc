import { describe, expect, it } from "vitest";
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import { interviewStage } from "../interview/stage";
import type { RungPoint } from "../interview/rung-schema";
import type { DoneHere } from "./local-cards";
import { knownInterviews, playInterviews } from "./local-interview";
import type { OutboxEvent } from "./outbox-event";

const [START, ANSWER, MARK, END] = ["1", "2", "3", "4"].map((end) => `00000000-0000-4000-8000-00000000000${end}`) as [
  string,
  string,
  string,
  string,
];
const SPOKEN = { followUp: "And?", says: ["so", "or so"], needs: [["so"]] };
const points: RungPoint[] = [
  { ...{ id: "heavy", text: "The heavy one.", weight: 3, study: "windows" }, ...SPOKEN },
  { ...{ id: "light", text: "The light one.", weight: 1, study: "windows" }, ...SPOKEN },
];

function done(clientEventId: string, minute: number, event: OutboxEvent): DoneHere {
  return { clientEventId, happenedAtMillis: Date.UTC(2026, 10, 22, 9, minute), event };
}

const start = done(START, 0, {
  ...{ kind: "interview-start", startRung: "final-boss", settings: { secondsPerQuestion: 300 } },
});
const answer = done(ANSWER, 4, {
  kind: "interview-answer",
  interview: START,
  answer: {
    ...{ rung: "final-boss", questionId: "design-it", questionVersion: "v1", secondsUsed: 240 },
    ...{ text: "So.", structured: null, deadlines: null },
  },
});
const mark = done(MARK, 6, {
  ...{ kind: "interview-mark", interview: START, answer: ANSWER, rung: "final-boss" },
  marks: [
    { point: "heavy", mark: "partly" },
    { point: "light", mark: "said" },
  ],
});
const nothing = { interviews: [], eventIds: [] };

const SERVER_ID = "00000000-0000-7000-8000-000000000001";
const SERVER_ANSWER = "00000000-0000-7000-8000-000000000002";
/** The same interview as the server tells of it, under an id of its own. */
const served: InterviewDto = {
  ...{ id: SERVER_ID, clientEventId: START, startRung: "final-boss", settings: { secondsPerQuestion: 300 } },
  ...{ startedAt: "2026-11-22T09:00:00.000Z", finishedAt: null, draft: null, answers: [] },
};
const answeredHere: InterviewAnswerDto = {
  ...{ id: ANSWER, clientEventId: ANSWER, rung: "final-boss", questionId: "design-it", questionVersion: "v1" },
  ...{ secondsUsed: 240, text: "So.", structured: null, deadlines: null, createdAt: "2026-11-22T09:04:00.000Z" },
  mark: null,
};

function stages(entries: DoneHere[]) {
  return playInterviews(nothing, entries, () => points).map((interview) => interviewStage(interview).kind);
}

describe("playInterviews", () => {
  it("asks, marks and ends as with the server", () => {
    expect(stages([start])).toEqual(["ask"]);
    expect(stages([start, answer])).toEqual(["mark"]);
    expect(stages([start, answer, mark])).toEqual(["done"]);
    expect(stages([start, done(END, 1, { kind: "interview-end", interview: START })])).toEqual(["done"]);
  });

  it("keeps what was said, when, and what the marks are worth", () => {
    const [interview] = playInterviews(nothing, [start, answer, mark], () => points);
    expect(interview?.startedAt).toBe("2026-11-22T09:00:00.000Z");
    expect(interview?.answers).toEqual([
      {
        ...{
          id: ANSWER,
          clientEventId: ANSWER,
          rung: "final-boss",
          questionId: "design-it",
          questionVersion: "v1",
          secondsUsed: 240,
        },
        ...{ text: "So.", structured: null, deadlines: null, createdAt: "2026-11-22T09:04:00.000Z" },
        mark: {
          ...{ id: MARK, clientEventId: MARK, createdAt: "2026-11-22T09:06:00.000Z" },
          marks: [
            { point: "heavy", mark: "partly" },
            { point: "light", mark: "said" },
          ],
          // 3 × 0.5 + 1 × 1 of 4 points of weight.
          score: 0.625,
        },
      },
    ]);
  });

  it("goes on with the server's interview by its id there or here, and adds nothing that the server has told", () => {
    expect(playInterviews({ interviews: [served], eventIds: [] }, [start, answer], () => points)).toEqual([
      { ...served, answers: [{ ...answeredHere, id: ANSWER }] },
    ]);
    const told = { ...served, answers: [{ ...answeredHere, id: SERVER_ANSWER }] };
    expect(playInterviews({ interviews: [told], eventIds: [START] }, [start, answer], () => points)).toEqual([told]);
  });

  it("marks an answer that the server has told of under an id of its own", () => {
    const told = { ...served, answers: [{ ...answeredHere, id: SERVER_ANSWER }] };
    const [interview] = playInterviews({ interviews: [told], eventIds: [START, ANSWER] }, [start, answer, mark], () => {
      return points;
    });
    expect(interview?.answers.map(({ id, mark: given }) => [id, given?.score])).toEqual([[SERVER_ANSWER, 0.625]]);
  });

  it("leaves the marks that were given elsewhere since", () => {
    const newer = { id: END, clientEventId: END, marks: [], score: 1, createdAt: "2026-11-22T09:07:00.000Z" };
    const told = { ...served, answers: [{ ...answeredHere, id: SERVER_ANSWER, mark: newer }] };
    expect(playInterviews({ interviews: [told], eventIds: [] }, [start, answer, mark], () => points)).toEqual([told]);
  });

  it("does not offer to go on with what has ended on the server, and still shows a report that is whole here", () => {
    const ended = { interviews: [], eventIds: [START] };
    expect(playInterviews(ended, [start, answer], () => points)).toEqual([]);
    expect(playInterviews(ended, [start, answer, mark], () => points).map(({ id }) => id)).toEqual([START]);
  });
});

describe("knownInterviews", () => {
  const own = (asOf: string, interview: InterviewDto | null) => ({ asOf, interview, eventIds: [ANSWER] }) as never;
  const shown = { asOf: "2026-11-22T09:00:00.000Z", interview: { ...served, answers: [answeredHere] } };

  it("takes the newer word, and what the page showed where the device has heard nothing else", () => {
    expect(knownInterviews(null, null)).toEqual({ interviews: [], eventIds: [] });
    expect(knownInterviews(null, shown)).toEqual({ interviews: [shown.interview], eventIds: [] });
    expect(knownInterviews(own("2026-11-22T08:59:00.000Z", served), shown)).toEqual({
      interviews: [shown.interview],
      eventIds: [ANSWER],
    });
    expect(knownInterviews(own("2026-11-22T09:01:00.000Z", served), shown).interviews).toEqual([served]);
    expect(knownInterviews(own("2026-11-22T09:01:00.000Z", null), shown).interviews).toEqual([]);
    const other = { ...served, id: END, clientEventId: END };
    expect(knownInterviews(own("2026-11-22T08:59:00.000Z", other), shown).interviews).toEqual([other, shown.interview]);
  });
});
