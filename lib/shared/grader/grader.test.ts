import { describe, expect, it } from "vitest";
import { pearson } from "./agreement";
import { createGrader } from "./create-grader";
import type { Grade, GradedQuestion } from "./grade";
import { HAND_MADE_ANSWERS } from "./hand-made-answers";
import questions from "./hand-made-questions.json";

const QUESTIONS: Readonly<Record<string, GradedQuestion>> = questions;
const grader = createGrader();

function question(id: string): GradedQuestion {
  const found = QUESTIONS[id];
  if (found === undefined) throw new Error(`No hand-made question "${id}".`);
  return found;
}

const grade = (id: string, answer: string): Grade => grader.grade(question(id), answer);
const verdicts = (result: Grade): Record<string, string> =>
  Object.fromEntries(result.points.map(({ id, verdict }) => [id, verdict]));

describe("hand-made answers", () => {
  it.each(HAND_MADE_ANSWERS)("$item, $kind: near the reader's mark", ({ item, mark, answer }) => {
    expect(Math.abs(grade(item, answer).score - mark)).toBeLessThanOrEqual(0.31);
  });

  it("are marked as the reader marks them, on the whole", () => {
    const marks = HAND_MADE_ANSWERS.map(({ mark }) => mark);
    const scores = HAND_MADE_ANSWERS.map(({ item, answer }) => grade(item, answer).score);
    const errors = marks.map((mark, index) => Math.abs(mark - (scores[index] ?? 0)));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.1);
    expect(pearson(marks, scores)).toBeGreaterThan(0.9);
  });
});

describe("every question", () => {
  it.each(Object.keys(QUESTIONS))("%s: its own key points earn full marks, its misconceptions hardly any", (id) => {
    const item = question(id);
    expect(grade(id, item.keyPoints.map(({ text }) => text).join(" ")).score).toBe(1);
    for (const { claim } of item.misconceptions) expect(grade(id, claim).score).toBeLessThanOrEqual(0.15);
  });

  it.each(Object.keys(QUESTIONS))("%s: echoed, it earns nothing", (id) => {
    expect(grade(id, question(id).question)).toMatchObject({ score: 0, refused: "echo" });
  });
});

describe("statements, not words", () => {
  const id = "jobmanager-and-taskmanager";

  it("reads who does what to whom", () => {
    const right = grade(
      id,
      "The JobManager triggers checkpoints and deploys tasks; the TaskManagers run subtasks in their slots.",
    );
    expect(verdicts(right)).toMatchObject({ "job-master": "met", "task-manager": "met" });
    const swapped = grade(id, "The JobManager runs the subtasks as threads in its slots.");
    expect(verdicts(swapped)["task-manager"]).not.toBe("met");
  });

  it("reads a denial", () => {
    const denied = grade(
      "in-flight-after-a-failure",
      "Records after the checkpoint are not read again from the source.",
    );
    expect(verdicts(denied)["read-again"]).toBe("contradicted");
    const doubled = grade(
      "in-flight-after-a-failure",
      "It is wrong that nothing is read again: records after the checkpoint are replayed.",
    );
    expect(verdicts(doubled)["read-again"]).toBe("met");
  });

  it("does not take a myth that is named as one for a claim", () => {
    const claimed = grade("where-flink-wins", "Only Flink has exactly-once.");
    expect(claimed.misconceptions.map(({ id: one }) => one)).toEqual(["only-flink"]);
    expect(grade("where-flink-wins", "It is a myth that only Flink has exactly-once.").misconceptions).toEqual([]);
  });

  it("reads numbers with their units", () => {
    const wrong = grade("life-of-a-watermark", "An event-time window fires when the watermark reaches end minus 1 s.");
    expect(verdicts(wrong).firing).not.toBe("met");
    const right = grade(
      "life-of-a-watermark",
      "An event-time window fires when the watermark reaches end minus 0.001 s, that is 1 ms.",
    );
    expect(verdicts(right).firing).toBe("met");
  });

  it("marks the words that earned a verdict, in place", () => {
    const answer = "Well. The records go **directly** between TaskManagers, never through the JobManager.";
    const point = grade(id, answer).points.find((one) => one.id === "data-path");
    expect(point?.verdict).toBe("met");
    expect(point?.evidence.map(({ start, end }) => answer.slice(start, end)).join(" ")).toContain("directly");
    for (const { start, end } of point?.evidence ?? []) expect(start).toBeLessThan(end);
  });

  it("marks whole words, also of names that are read as two", () => {
    const answer =
      "The JobManager coordinates, TaskManagers process records; the Dispatcher starts a JobMaster for each job.";
    const marks = grade(id, answer).points.flatMap(({ evidence }) => evidence);
    expect(marks.length).toBeGreaterThan(0);
    for (const { start, end } of marks) {
      expect(answer.slice(start - 1, start + 1)).not.toMatch(/^\w\w$/);
      expect(answer.slice(end - 1, end + 1)).not.toMatch(/^\w\w$/);
    }
  });
});

describe("a refusal", () => {
  it.each([
    ["", "empty"],
    ["  \n ", "empty"],
    ["I don't know, sorry.", "no-idea"],
    ["no idea", "no-idea"],
    ["xqzt wvbn plok mjuy trew", "nonsense"],
    [
      "Der JobManager verteilt die Tasks auf die TaskManager, diese verarbeiten jeden Record in ihren Slots.",
      "nonsense",
    ],
    ["El JobManager coordina los checkpoints; los TaskManagers procesan cada registro del trabajo.", "nonsense"],
    ["dispatcher, slots, heartbeat, checkpoint, leader, failover, network, state", "keywords"],
  ])("of %j is called %s", (answer, refused) => {
    expect(grade("jobmanager-and-taskmanager", answer)).toMatchObject({
      score: 0,
      band: "none",
      refused,
      capped: false,
    });
  });
});

describe("length and adjectives", () => {
  it("gain nothing", () => {
    const id = "backpressure-and-its-cause";
    const plain = "A slow consumer grants no credits, so the buffers fill and the producer blocks.";
    const padding = " This is a truly powerful, elegant and extremely important aspect of modern stream processing.";
    expect(grade(id, plain + padding.repeat(5)).score).toBe(grade(id, plain).score);
  });
});

describe("grading", () => {
  it("gives the same grade for the same answer, also from another grader", () => {
    const other = createGrader();
    for (const { item, answer } of HAND_MADE_ANSWERS.slice(0, 12)) {
      expect(other.grade(question(item), answer)).toEqual(grade(item, answer));
    }
  });
});

describe("roles", () => {
  const says = ["a sink waits until the source's barrier arrives", "sinks wait for barriers from the sources"];
  const needs = [["sink"], ["wait"], ["barrier"], ["source"]];
  const text = "The sink waits for the barrier of the source.";
  const item: GradedQuestion = {
    question: "Who waits in an aligned checkpoint?",
    keyPoints: [{ id: "sink", text, weight: 1, followUp: "Who waits?", says, needs }],
    misconceptions: [],
  };

  it.each([
    ["The sink waits for the source's barrier.", "met"],
    ["Barriers of the source are awaited by the sink.", "met"],
    ["The source waits for the sink's barrier.", "contradicted"],
  ])("%s is %s", (answer, verdict) => {
    expect(grader.grade(item, answer).points.map((point) => point.verdict)).toEqual([verdict]);
  });
});
