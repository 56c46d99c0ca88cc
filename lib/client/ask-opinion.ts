import "client-only";
import type { GradedQuestion } from "@/lib/shared/grader/grade";
import { readEndpoint } from "@/lib/shared/second-opinion/endpoint";
import { type Opinion, opinionMessages, readOpinion } from "@/lib/shared/second-opinion/opinion";
import type { OpinionSettings } from "./opinion-settings";

/** What came of asking: the opinion, or a sentence that says what to do. */
export type OpinionResult =
  | { readonly ok: true; readonly opinion: Opinion }
  | { readonly ok: false; readonly message: string };

/** How long an endpoint may take in milliseconds; models on the own machine are slow. */
const ANSWER_MILLIS_MAX = 120_000;

const STATUS_MESSAGES: Readonly<Record<number, string>> = {
  400: "The endpoint refuses the request. Does it know this model?",
  401: "The endpoint does not take the key. Correct it in the settings.",
  403: "The endpoint does not take the key, or not for this model. Correct it in the settings.",
  404: "The endpoint does not know this address or model. Correct them in the settings.",
  429: "The endpoint has had too many requests or the credit is used up. Try again later.",
};

/** Asks the endpoint about an answer. Every failure is told in a sentence; nothing is thrown. */
export async function askOpinion(
  settings: OpinionSettings,
  item: GradedQuestion,
  answer: string,
  ask: typeof fetch = fetch,
): Promise<OpinionResult> {
  const endpoint = readEndpoint(settings.address);
  if (!endpoint.ok) return endpoint;
  let response: Response;
  try {
    response = await ask(endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(settings.key === "" ? {} : { authorization: `Bearer ${settings.key}` }),
      },
      body: JSON.stringify({ model: settings.model, messages: opinionMessages(item, answer), temperature: 0 }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(ANSWER_MILLIS_MAX),
    });
  } catch (thrown) {
    return { ok: false, message: networkMessage(thrown, endpoint.origin) };
  }
  if (!response.ok) {
    const known = STATUS_MESSAGES[response.status];
    return { ok: false, message: known ?? `The endpoint fails (status ${response.status}). Try again later.` };
  }
  return readReply(item, response);
}

function networkMessage(thrown: unknown, origin: string): string {
  if (thrown instanceof DOMException && thrown.name === "TimeoutError") {
    return `${origin} did not answer within two minutes. Try a smaller model, or try again.`;
  }
  return `${origin} cannot be reached from this page. Is it running, and does it allow requests of this site (CORS)? If you have just changed the settings, reload the page.`;
}

async function readReply(item: GradedQuestion, response: Response): Promise<OpinionResult> {
  const unreadable = {
    ok: false,
    message: "The model did not answer in the form that was asked for. Try again, or try another model.",
  } as const;
  try {
    const body = (await response.json()) as { choices?: readonly { message?: { content?: unknown } }[] };
    const content = body.choices?.[0]?.message?.content;
    const opinion = typeof content === "string" ? readOpinion(item, content) : null;
    return opinion === null ? unreadable : { ok: true, opinion };
  } catch {
    return unreadable;
  }
}
