import { expect, test, vi } from "vitest";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import type { DraftStorage } from "./local-drafts";
import { dropPendingAttempt, keepPendingAttempt, readPendingAttempts } from "./pending-attempts";

vi.mock("client-only", () => ({}));

function memoryStorage(): DraftStorage {
  const entries = new Map<string, string>();
  return { getItem: (key) => entries.get(key) ?? null, setItem: (key, value) => void entries.set(key, value) };
}

function attempt(number: number): SaveCodeAttemptInput {
  return {
    clientEventId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    exerciseId: "late-records",
    exerciseVersion: "abc",
    kind: "run",
    text: `// ${number}`,
    verdict: null,
    passed: false,
    aid: "unaided",
    inReview: false,
  };
}

test("attempts wait in order until each is dropped; keeping one again changes nothing", () => {
  const storage = memoryStorage();
  keepPendingAttempt(attempt(1), storage);
  keepPendingAttempt(attempt(2), storage);
  keepPendingAttempt(attempt(2), storage);
  expect(readPendingAttempts(storage)).toEqual([attempt(1), attempt(2)]);
  dropPendingAttempt(attempt(1).clientEventId, storage);
  expect(readPendingAttempts(storage)).toEqual([attempt(2)]);
});

test("the newest twenty are kept", () => {
  const storage = memoryStorage();
  for (let number = 1; number <= 22; number++) keepPendingAttempt(attempt(number), storage);
  const texts = readPendingAttempts(storage).map((each) => each.text);
  expect(texts).toHaveLength(20);
  expect(texts[0]).toBe("// 3");
  expect(texts[19]).toBe("// 22");
});

test("a damaged list counts as empty, a damaged attempt is left out", () => {
  const storage = memoryStorage();
  storage.setItem("tidemark.pending-attempts", "[{");
  expect(readPendingAttempts(storage)).toEqual([]);
  storage.setItem("tidemark.pending-attempts", JSON.stringify([{ kind: "run" }, attempt(1)]));
  expect(readPendingAttempts(storage)).toEqual([attempt(1)]);
});
