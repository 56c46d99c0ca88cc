import { describe, expect, it, vi } from "vitest";
import type { GradedQuestion } from "@/lib/shared/grader/grade";
import { askOpinion } from "./ask-opinion";

vi.mock("client-only", () => ({}));

const ITEM = {
  question: "What is asked?",
  keyPoints: [{ id: "one", text: "First statement", weight: 1 }],
  misconceptions: [],
} as unknown as GradedQuestion;
const SETTINGS = { address: "https://api.example.com/v1", model: "small", key: "secret" };

const replying = (body: unknown, status = 200) =>
  vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
const chat = (content: unknown) => ({ choices: [{ message: { content } }] });

describe("askOpinion", () => {
  it("posts to the endpoint with the key, without cookies, and reads what the model says", async () => {
    const reply = JSON.stringify({ points: [{ id: "one", verdict: "met", why: "Said." }], summary: "Good." });
    const ask = replying(chat(reply));
    expect(await askOpinion(SETTINGS, ITEM, "My words", ask)).toEqual({
      ok: true,
      opinion: { points: [{ id: "one", verdict: "met", why: "Said." }], summary: "Good.", score: 1 },
    });
    const [url, options] = ask.mock.calls[0] ?? [];
    expect(url).toBe("https://api.example.com/v1/chat/completions");
    expect(options).toMatchObject({ method: "POST", credentials: "omit", headers: { authorization: "Bearer secret" } });
    expect(JSON.parse(options?.body as string)).toMatchObject({ model: "small", temperature: 0 });
  });

  it("sends no empty key", async () => {
    const ask = replying(chat("{}"));
    await askOpinion({ ...SETTINGS, key: "" }, ITEM, "My words", ask);
    expect(ask.mock.calls[0]?.[1]?.headers).toEqual({ "content-type": "application/json" });
  });

  it.each([
    [401, "The endpoint does not take the key. Correct it in the settings."],
    [404, "The endpoint does not know this address or model. Correct them in the settings."],
    [429, "The endpoint has had too many requests or the credit is used up. Try again later."],
    [502, "The endpoint fails (status 502). Try again later."],
  ])("says what status %i means", async (status, message) => {
    expect(await askOpinion(SETTINGS, ITEM, "My words", replying({}, status))).toEqual({ ok: false, message });
  });

  it("says what to do when nothing answers, or too late", async () => {
    const failing = (error: Error) => vi.fn<typeof fetch>(() => Promise.reject(error));
    const unreachable = await askOpinion(SETTINGS, ITEM, "My words", failing(new TypeError("Failed to fetch")));
    expect(unreachable).toMatchObject({ ok: false, message: expect.stringContaining("cannot be reached") as string });
    const late = await askOpinion(SETTINGS, ITEM, "My words", failing(new DOMException("late", "TimeoutError")));
    expect(late).toMatchObject({ ok: false, message: expect.stringContaining("within two minutes") as string });
  });

  it.each([chat("I like it."), chat(null), {}, [], "text"])("does not take %j for an opinion", async (body) => {
    expect(await askOpinion(SETTINGS, ITEM, "My words", replying(body))).toMatchObject({
      ok: false,
      message: expect.stringContaining("did not answer in the form") as string,
    });
  });

  it("asks nobody when the address cannot be used", async () => {
    const ask = replying(chat("{}"));
    const result = await askOpinion({ ...SETTINGS, address: "http://api.example.com" }, ITEM, "My words", ask);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining("Use https") as string });
    expect(ask).not.toHaveBeenCalled();
  });
});
