"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import type { InterviewEvent } from "@/lib/shared/offline/outbox-event";
import type { SaveOutcome } from "./question-form";

/** What is done where neither the server nor this device has taken a step. */
const NOT_TAKEN: SaveOutcome = { ok: false, message: "The server cannot be reached. Nothing is lost; try again." };

/**
 * Steps of an interview whose page came from the server. A step that the server does not answer is kept on this device,
 * where the interview then goes on; the server takes it later, once, because it bears the same id.
 */
export function useServerOrDevice() {
  const router = useRouter();
  const onDevice = useRef<string | null>(null);

  /** Takes a step with the server, or where that is out of reach, as an event on this device. */
  async function take(
    step: () => Promise<SaveOutcome | void>,
    clientEventId: string,
    event: () => InterviewEvent | Promise<InterviewEvent>,
  ): Promise<SaveOutcome> {
    try {
      return (await step()) ?? { ok: true };
    } catch (thrown) {
      // A redirect comes as an error with a digest, which the router has to see.
      if (thrown instanceof Error && "digest" in thrown) throw thrown;
      const { stepOnDevice } = await import("@/lib/client/offline/step-on-device");
      const { href, sentence } = await stepOnDevice(clientEventId, await event());
      onDevice.current = href;
      return href === null ? { ok: false, message: sentence } : { ok: true };
    }
  }

  /** Shows what comes after a step that was taken: from the server, or from this device where it was taken there. */
  function goOn(): void {
    if (onDevice.current === null) router.refresh();
    else router.push(onDevice.current);
  }

  return { take: (...step: Parameters<typeof take>) => take(...step).catch(rethrowDigest), goOn };
}

/** The code that keeps a step on the device may itself be out of reach. */
function rethrowDigest(thrown: unknown): SaveOutcome {
  if (thrown instanceof Error && "digest" in thrown) throw thrown;
  return NOT_TAKEN;
}
