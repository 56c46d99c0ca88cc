"use client";

import { newEventId } from "@/components/ui/new-event-id";
import { EndInterview } from "./end-interview";
import { useServerOrDevice } from "./use-server-or-device";

interface EndWithServerProps {
  interviewId: string;
  /** Leads to the report. */
  end: () => Promise<void>;
}

/** Ends an interview that the server keeps; when the network goes, the end is kept on this device. */
export function EndWithServer({ interviewId, end }: EndWithServerProps) {
  const { take, goOn } = useServerOrDevice();
  return (
    <EndInterview
      onEnd={async () => {
        const outcome = await take(end, newEventId(), () => ({ kind: "interview-end", interview: interviewId }));
        if (outcome.ok) goOn();
        return outcome;
      }}
    />
  );
}
