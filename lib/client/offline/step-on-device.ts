import "client-only";
import { reasonOfThrown } from "@/lib/shared/offline/reason";
import type { InterviewEvent } from "@/lib/shared/offline/outbox-event";
import { pageOutbox, sendOutbox } from "./page-outbox";
import { loadStudyBundle } from "./study-bundle";

const NOTHING_KEPT = "The server cannot be reached. What you wrote stays on the page; try again.";
const KEPT = "The server cannot be reached. The step is kept on this device and is sent as soon as the server is back.";

/**
 * What happens to a step of an interview that the server did not take: it goes into the outbox, and where the content is
 * on this device, the interview can go on there. Gives that page, or null with the sentence to show.
 */
export async function stepOnDevice(
  clientEventId: string,
  event: InterviewEvent,
): Promise<{ readonly href: string; readonly sentence: null } | { readonly href: null; readonly sentence: string }> {
  try {
    await pageOutbox().add(clientEventId, event);
  } catch (thrown) {
    console.warn(`The outbox took nothing: ${reasonOfThrown(thrown)}`);
    return { href: null, sentence: NOTHING_KEPT };
  }
  void sendOutbox();
  if ((await loadStudyBundle().catch(() => null)) === null) return { href: null, sentence: KEPT };
  const interview = event.kind === "interview-start" ? clientEventId : event.interview;
  return { href: `/offline/interview?${new URLSearchParams({ interview }).toString()}`, sentence: null };
}
