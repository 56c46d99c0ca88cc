/** One case for each fault that was found in how answers are read, refused or accused. */
import { describe, expect, it } from "vitest";
import { createGrader } from "./create-grader";
import type { Grade, GradedQuestion } from "./grade";
import questions from "./hand-made-questions.json";

const grader = createGrader();
const grade = (item: GradedQuestion, answer: string): Grade => grader.grade(item, answer);
const verdicts = (result: Grade): string[] => result.points.map(({ verdict }) => verdict);

function item(parts: Partial<GradedQuestion>): GradedQuestion {
  return { question: "What does the strategy do after a match?", keyPoints: [], misconceptions: [], ...parts };
}

const skipping = item({
  question: "With which strategy does one event end a match and start the next?",
  keyPoints: [
    {
      ...{ id: "no-skip", text: "With noSkip one event may end a match and start the next.", weight: 1 },
      ...{ followUp: "Which strategy?", says: ["noSkip keeps all matches", "the strategy is noSkip"] },
      needs: [["noskip", "no skip"]],
    },
  ],
});

describe("what is no refusal", () => {
  it("takes “noSkip” for a name, not for giving up", () => {
    expect(grade(skipping, "noSkip").refused).toBeNull();
    expect(verdicts(grade(skipping, "The strategy is noSkip: one event may end a match and start the next."))).toEqual([
      "met",
    ]);
    expect(grade(skipping, "skip").refused).toBe("no-idea");
    expect(grade(skipping, "Skip this one, sorry.").refused).toBe("no-idea");
  });

  it("reads what follows after a learner says to be unsure", () => {
    const { refused } = grade(skipping, "I'm not sure. The strategy noSkip keeps all matches.");
    expect(refused).toBeNull();
    expect(grade(skipping, "I'm not sure about that.").refused).toBe("no-idea");
  });

  const waiting = item({
    question: "Does the operator block its input channels in an unaligned checkpoint?",
    keyPoints: [
      {
        ...{ id: "open", text: "In an unaligned checkpoint no input channel is blocked.", weight: 1 },
        ...{ followUp: "Is it blocked?", says: ["the channels are not blocked", "nothing blocks"] },
        needs: [["not block", "no", "nothing"]],
      },
    ],
  });

  it("does not call an answer an echo that denies what the question asks", () => {
    expect(
      grade(waiting, "The operator does not block its input channels in an unaligned checkpoint.").refused,
    ).toBeNull();
    expect(grade(waiting, "The operator blocks its input channels in an unaligned checkpoint.").refused).toBe("echo");
  });
});

describe("short answers", () => {
  const counting = item({
    question: "How many key groups does Flink create by default for a parallelism of 4?",
    keyPoints: [
      {
        ...{ id: "count", text: "The default max parallelism is 128, so there are 128 key groups.", weight: 1 },
        ...{ followUp: "How many?", says: ["128 key groups", "by default 128"], needs: [["128"]] },
      },
    ],
  });

  it.each([
    ["128", "met"],
    ["It is 128.", "met"],
    ["256", "missed"],
  ])("“%s” is %s", (answer, verdict) => {
    expect(verdicts(grade(counting, answer))).toEqual([verdict]);
  });

  it("takes three things with commas for an answer that names three things", () => {
    const point = (id: string, text: string, idea: string) => ({
      ...{ id, text, weight: 1, followUp: "What else?", says: [idea, `the ${idea}`], needs: [[idea]] },
    });
    const naming = item({
      question: "Which three mechanisms deal with late records?",
      keyPoints: [
        point("bound", "The bound of the watermark waits for late records.", "watermark bound"),
        point("lateness", "Allowed lateness fires windows again.", "allowed lateness"),
        point("side", "A side output catches the rest.", "side output"),
      ],
    });
    expect(verdicts(grade(naming, "watermark bound, allowed lateness, side output"))).toEqual(["met", "met", "met"]);
  });
});

describe("lists and other subjects", () => {
  const [first] = Object.values(questions) as GradedQuestion[];
  if (first === undefined) throw new Error("There is no hand-made question.");

  it("refuses terms in a row, and keeps notes that state something", () => {
    const terms =
      "slots, heartbeat with, checkpoint barrier, channel state, overtake, aligned, unaligned, network buffers, restore, consistent cut, exactly-once, at-least-once, input channel";
    expect(grade(first, terms)).toMatchObject({ score: 0, refused: "keywords" });
    const notes =
      "aligned: first channel blocks until 2nd barrier. other input = still processed. unaligned: snapshot at first barrier, in-flight buffers -> channel state";
    expect(grade(first, notes).refused).toBeNull();
  });

  it.each([
    "The best sourdough begins with a starter that is fed every day. Knead the dough until it is smooth, let it rise overnight and bake it in a very hot oven.",
    "In the second half the team pressed high and the keeper had to save twice. After the red card they defended deep and scored late from a corner.",
  ])("gives hardly anything to “%s”", (answer) => {
    const scores = (Object.values(questions) as GradedQuestion[]).map((question) => grade(question, answer).score);
    expect(Math.max(...scores)).toBeLessThan(0.2);
    expect(scores.filter((score) => score > 0).length).toBeLessThanOrEqual(1);
  });

  it("reads a sentence once that stands there twice", () => {
    const said = "It pauses the channel on which the barrier came first. Other records go on.";
    expect(grade(first, `${said} ${said} ${said}`).score).toBe(grade(first, said).score);
  });
});

describe("signs", () => {
  const collecting = item({
    question: "How does RocksDB behave with garbage collection?",
    keyPoints: [
      {
        ...{
          id: "some",
          text: "RocksDB relieves the garbage collector, though access still creates objects.",
          weight: 1,
        },
        ...{ followUp: "Is there none?", says: ["there is less garbage", "each access creates short-lived objects"] },
        needs: [["less", "relieve", "object"]],
      },
    ],
    misconceptions: [
      {
        ...{
          id: "none",
          claim: "RocksDB causes no garbage collection at all.",
          says: ["with RocksDB nothing is collected"],
        },
        ...{ truth: "Each access creates objects.", against: ["some"], central: true },
      },
    ],
  });
  const claims = (answer: string): string[] => grade(collecting, answer).misconceptions.map(({ id }) => id);

  it.each([
    ["RocksDB causes no garbage collection at all.", ["none"]],
    ["It is a myth that RocksDB causes no garbage collection at all.", []],
    ["It does not say that RocksDB causes no garbage collection at all.", []],
    ["RocksDB does cause garbage collection.", []],
  ])("%s claims %j", (answer, expected) => {
    expect(claims(answer)).toEqual(expected);
  });

  it("takes “No.” for an answer, and “not only” for a denial of “only”", () => {
    const batch = item({
      question: "What about files and other input that ends?",
      keyPoints: [
        {
          ...{ id: "both", text: "Flink runs bounded jobs in batch mode too.", weight: 1, followUp: "And batch?" },
          ...{ says: ["it does batch as well", "Flink is not only for streams"], needs: [["batch", "bounded"]] },
        },
      ],
      misconceptions: [
        {
          ...{ id: "streams", claim: "Flink is only for streams.", says: ["Flink is streaming only"] },
          ...{ truth: "It runs bounded jobs too.", against: ["both"], central: true },
        },
      ],
    });
    const right = grade(batch, "No. Flink runs bounded jobs in batch mode too. It is not only for streams.");
    expect(verdicts(right)).toEqual(["met"]);
    expect(right.misconceptions).toEqual([]);
    expect(grade(batch, "Flink is only for streams.").misconceptions).toHaveLength(1);
  });

  it("does not deny what comes after “don't forget”, nor the next order after “no”", () => {
    const filtering = item({
      question: "How do you spend less on each record?",
      keyPoints: [
        {
          ...{ id: "cheaper", text: "Filter early and avoid Kryo.", weight: 1, followUp: "What costs?" },
          ...{ says: ["filter early, no Kryo", "drop what is not needed early"], needs: [["filter", "kryo"]] },
        },
      ],
    });
    expect(verdicts(grade(filtering, "Avoid Kryo, filter early."))).toEqual(["met"]);
    expect(verdicts(grade(filtering, "Don't forget to filter early and avoid Kryo."))).toEqual(["met"]);
  });

  it("denies what “it is not true that” introduces", () => {
    const said = "It is not true that the faster channel is blocked during alignment.";
    const [question] = Object.values(questions) as GradedQuestion[];
    if (question === undefined) throw new Error("There is no hand-made question.");
    expect(grade(question, said).points.find(({ id }) => id === "blocks")?.verdict).not.toBe("met");
  });
});

describe("units and signs of notes", () => {
  it.each(["the end minus 1ms", "the end - 1ms", "end-1ms", "the end minus 1 ms"])("reads “%s”", (place) => {
    const firing = (questions as Record<string, GradedQuestion>)["life-of-a-watermark"];
    if (firing === undefined) throw new Error("The question is missing.");
    const answer = `An event-time window fires when the watermark reaches ${place}.`;
    expect(grade(firing, answer).points.find(({ id }) => id === "firing")?.verdict).toBe("met");
  });
});
