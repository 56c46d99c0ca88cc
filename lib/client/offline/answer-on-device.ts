import "client-only";
import { reasonOfThrown } from "@/lib/shared/offline/reason";
import type { JsonValue } from "@/lib/shared/schemas/common";
import { pageOutbox, sendOutbox } from "./page-outbox";
import { loadStudyBundle } from "./study-bundle";

interface GivenAnswer {
  readonly itemId: string;
  readonly response: unknown;
  readonly inReview: boolean;
}

const NOTHING_KEPT = "The server did not answer. What you wrote is kept on this device; try again.";
const KEPT = "The server did not answer. Your answer is kept on this device and is sent as soon as the server is back.";

/**
 * What happens to an answer that the server did not take: it goes into the outbox, and where the content is on this
 * device, the page that grades it there can be opened. Gives that page, or null, and the sentence to show.
 */
export async function answerOnDevice(
  clientEventId: string,
  given: GivenAnswer,
): Promise<{ readonly href: string | null; readonly sentence: string }> {
  try {
    const response = JSON.parse(JSON.stringify(given.response)) as JsonValue;
    await pageOutbox().add(clientEventId, { ...given, kind: "study-answer", response });
  } catch (thrown) {
    console.warn(`The outbox took nothing: ${reasonOfThrown(thrown)}`);
    return { href: null, sentence: NOTHING_KEPT };
  }
  void sendOutbox();
  if ((await loadStudyBundle().catch(() => null)) === null) return { href: null, sentence: KEPT };
  const room = given.inReview ? "/offline/review" : "/offline/study";
  const query = new URLSearchParams({ item: given.itemId, answer: clientEventId }).toString();
  return { href: `${room}?${query}`, sentence: KEPT };
}
