import { describe, expect, it } from "vitest";
import { interviewStage } from "../interview/stage";
import type { RungPoint } from "../interview/rung-schema";
import type { DoneHere } from "./local-cards";
import { playInterviews } from "./local-interview";
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
const nothing = { interview: null, eventIds: [] };

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
        ...{ id: ANSWER, rung: "final-boss", questionId: "design-it", questionVersion: "v1", secondsUsed: 240 },
        ...{ text: "So.", structured: null, deadlines: null, createdAt: "2026-11-22T09:04:00.000Z" },
        mark: {
          ...{ id: MARK, createdAt: "2026-11-22T09:06:00.000Z" },
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

  it("goes on with the server's interview, and adds nothing that the server has", () => {
    const interview = {
      ...({ id: START, startRung: "final-boss", settings: { secondsPerQuestion: null } } as const),
      ...{ startedAt: "2026-11-22T08:00:00.000Z", finishedAt: null, draft: null, answers: [] },
    };
    expect(playInterviews({ interview, eventIds: [] }, [answer], () => points)[0]?.answers).toHaveLength(1);
    expect(playInterviews({ interview, eventIds: [ANSWER] }, [answer], () => points)).toEqual([interview]);
    expect(playInterviews({ interview: null, eventIds: [START] }, [start], () => points)).toEqual([]);
  });
});
