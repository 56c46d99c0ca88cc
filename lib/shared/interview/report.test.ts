import { describe, expect, it } from "vitest";
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import type { InterviewRung } from "../schemas/interview";
import type { KeyPointMark } from "../schemas/study";
import { buildReport, scoreMarks } from "./report";
import type { RungPoint, RungQuestion } from "./rung-schema";
import { interviewStage } from "./stage";

const SPOKEN = { followUp: "And?", says: ["so", "or so"], needs: [["so"]] };
const POINTS: RungPoint[] = [
  { ...{ id: "heavy", text: "The heavy point.", weight: 3, study: "windows" }, ...SPOKEN },
  { ...{ id: "light", text: "The light point.", weight: 1, study: "state" }, ...SPOKEN },
];

function question(rung: InterviewRung): RungQuestion {
  return {
    id: `question-${rung}`,
    rung,
    name: rung,
    topic: "windows",
    minutes: 3,
    covers: ["001-C-01"],
    question: "What is asked on this rung?",
    points: POINTS,
    misconceptions: [],
    diagram: { kind: "drawing", drawing: "cluster" },
    sources: [{ title: "Windows", url: "https://nightlies.apache.org/flink/" }],
  };
}

function answer(rung: InterviewRung, marks: Record<string, KeyPointMark> | null): InterviewAnswerDto {
  return {
    id: `answer-${rung}`,
    clientEventId: `answer-event-${rung}`,
    rung,
    questionId: `question-${rung}`,
    questionVersion: "v",
    text: "text",
    structured: null,
    secondsUsed: 10,
    deadlines: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    mark:
      marks === null
        ? null
        : {
            id: `mark-${rung}`,
            clientEventId: `mark-event-${rung}`,
            marks: Object.entries(marks).map(([point, mark]) => ({ point, mark })),
            score: 0,
            createdAt: "2026-01-01T00:00:00.000Z",
          },
  };
}

function interview(answers: InterviewAnswerDto[], finishedAt: string | null = null): InterviewDto {
  return {
    id: "interview",
    clientEventId: "interview-event",
    startRung: "lead-data-engineer",
    settings: { secondsPerQuestion: null },
    startedAt: "2026-01-01T00:00:00.000Z",
    finishedAt,
    draft: null,
    answers,
  };
}

describe("a mark that the learner has changed", () => {
  it("is told with what the grader had proposed", () => {
    const own = answer("final-boss", {});
    const marks = [
      { point: "heavy", mark: "said" as const, proposed: "missed" as const },
      { point: "light", mark: "said" as const, proposed: "said" as const },
    ];
    const marked = {
      ...own,
      mark: { id: "mark", clientEventId: "mark-event", marks, score: 1, createdAt: own.createdAt },
    };
    const report = buildReport(
      { ...interview([marked]), startRung: "final-boss" },
      new Map([["final-boss", question("final-boss")]]),
    );
    expect(report.rungs[0]?.points.map(({ mark, changedFrom }) => [mark, changedFrom])).toEqual([
      ["said", "missed"],
      ["said", null],
    ]);
  });
});

describe("scoreMarks", () => {
  it("weighs the points and counts one said in part half", () => {
    // heavy in part: 3 * 0.5; light said: 1 * 1; of 4 in all.
    expect(
      scoreMarks(POINTS, [
        { point: "heavy", mark: "partly" },
        { point: "light", mark: "said" },
      ]),
    ).toBe(2.5 / 4);
  });

  it("counts a point without mark as missed", () => {
    expect(scoreMarks(POINTS, [{ point: "light", mark: "said" }])).toBe(0.25);
  });
});

describe("interviewStage", () => {
  it("asks, then marks, then asks the next rung, then is done", () => {
    expect(interviewStage(interview([]))).toEqual({ kind: "ask", rung: "lead-data-engineer" });
    const unmarked = answer("lead-data-engineer", null);
    expect(interviewStage(interview([unmarked]))).toEqual({
      kind: "mark",
      rung: "lead-data-engineer",
      answer: unmarked,
    });
    const marked = answer("lead-data-engineer", { heavy: "said", light: "said" });
    expect(interviewStage(interview([marked]))).toEqual({ kind: "ask", rung: "final-boss" });
    const last = answer("final-boss", { heavy: "said", light: "said" });
    expect(interviewStage(interview([marked, last]))).toEqual({ kind: "done" });
  });

  it("is done as soon as it was ended", () => {
    expect(interviewStage(interview([], "2026-01-01T01:00:00.000Z"))).toEqual({ kind: "done" });
  });
});

describe("buildReport", () => {
  it("adds up said, in part and missed by topic and puts the heaviest loss first", () => {
    const questions = new Map<InterviewRung, RungQuestion>([
      ["lead-data-engineer", question("lead-data-engineer")],
      ["final-boss", question("final-boss")],
    ]);
    const report = buildReport(
      interview([
        answer("lead-data-engineer", { heavy: "partly", light: "missed" }),
        answer("final-boss", { heavy: "said", light: "said" }),
      ]),
      questions,
    );
    expect(report.topics).toEqual([
      { topic: "windows", saidCount: 1, partlyCount: 1, missedCount: 0 },
      { topic: "state", saidCount: 1, partlyCount: 0, missedCount: 1 },
    ]);
    // windows lost 3 * 0.5, state lost 1 * 1.
    expect(report.studyNext.map(({ topic }) => topic)).toEqual(["windows", "state"]);
    expect(report.rungs.map(({ score }) => score)).toEqual([1.5 / 4, 1]);
    expect(report.score).toBe((1.5 / 4 + 1) / 2);
  });

  it("leaves an unanswered rung without score and without topics", () => {
    const report = buildReport(interview([]), new Map([["final-boss", question("final-boss")]]));
    expect(report.rungs).toHaveLength(1);
    expect(report.rungs[0]?.score).toBeNull();
    expect(report.rungs[0]?.points.map(({ mark }) => mark)).toEqual(["unmarked", "unmarked"]);
    expect(report.topics).toEqual([]);
    expect(report.studyNext).toEqual([]);
    expect(report.score).toBeNull();
  });
});
