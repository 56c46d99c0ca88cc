import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Grade, GradedQuestion } from "@/lib/shared/grader/grade";
import type { GraderNotice, GraderReply, GraderRequest } from "@/lib/shared/grader/grader-messages";
import { AnswerGrader, type GraderPort, GraderUnavailableError } from "./answer-grader";

vi.mock("client-only", () => ({}));

const ITEM: GradedQuestion = { question: "What is asked?", keyPoints: [], misconceptions: [] };

function gradeOf(score: number): Grade {
  return { version: "1", score, band: "none", points: [], misconceptions: [], capped: false, refused: null };
}

class FakePort implements GraderPort {
  onmessage: ((event: MessageEvent<GraderReply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly requests: GraderRequest[] = [];
  readonly notices: GraderNotice[] = [];
  isTerminated = false;

  postMessage(message: GraderRequest | GraderNotice): void {
    if ("kind" in message) this.notices.push(message);
    else this.requests.push(message);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  reply(reply: GraderReply): void {
    this.onmessage?.({ data: reply } as MessageEvent<GraderReply>);
  }
}

let ports: FakePort[] = [];
const makeGrader = () =>
  new AnswerGrader(() => {
    const port = new FakePort();
    ports.push(port);
    return port;
  });

beforeEach(() => {
  ports = [];
  vi.useFakeTimers();
});

afterEach(() => vi.useRealTimers());

describe("AnswerGrader", () => {
  it("starts one worker and gives each answer its own grade, whichever comes first", async () => {
    const grader = makeGrader();
    grader.warmUp(ITEM);
    grader.warmUp(ITEM);
    expect(ports[0]?.notices).toEqual([{ kind: "prepare", item: ITEM }]);
    const first = grader.grade(ITEM, "first");
    const second = grader.grade(ITEM, "second");
    expect(ports).toHaveLength(1);
    expect(ports[0]?.requests.map(({ number, answer }) => [number, answer])).toEqual([
      [1, "first"],
      [2, "second"],
    ]);
    ports[0]?.reply({ kind: "ready" });
    ports[0]?.reply({ kind: "grade", number: 2, grade: gradeOf(0.2) });
    ports[0]?.reply({ kind: "grade", number: 1, grade: gradeOf(0.1) });
    expect([(await first).score, (await second).score]).toEqual([0.1, 0.2]);
  });

  it("says so when the worker cannot be loaded, and starts another for the next answer", async () => {
    const grader = makeGrader();
    const graded = grader.grade(ITEM, "answer");
    ports[0]?.onerror?.(new Event("error") as ErrorEvent);
    await expect(graded).rejects.toThrow(GraderUnavailableError);
    expect(ports[0]?.isTerminated).toBe(true);
    const again = grader.grade(ITEM, "answer");
    ports[1]?.reply({ kind: "grade", number: 2, grade: gradeOf(1) });
    expect((await again).score).toBe(1);
  });

  it("gives up on a worker that does not answer", async () => {
    const graded = makeGrader().grade(ITEM, "answer");
    const refused = expect(graded).rejects.toThrow("it took too long");
    await vi.advanceTimersByTimeAsync(30_000);
    await refused;
    expect(ports[0]?.isTerminated).toBe(true);
  });

  it("tells what went wrong with one answer and keeps the worker", async () => {
    const grader = makeGrader();
    const graded = grader.grade(ITEM, "answer");
    ports[0]?.reply({ kind: "failed", number: 1, message: "no such word" });
    await expect(graded).rejects.toThrow("no such word");
    expect(ports[0]?.isTerminated).toBe(false);
  });

  it("survives a browser without workers", async () => {
    const grader = new AnswerGrader(() => {
      throw new Error("no workers here");
    });
    grader.warmUp(ITEM);
    await expect(grader.grade(ITEM, "answer")).rejects.toThrow("no workers here");
  });
});
