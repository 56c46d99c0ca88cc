"use client";

import { useEffect } from "react";
import { keepShownInterview } from "@/lib/client/offline/shown-interview";
import type { InterviewDto } from "@/lib/shared/dto/interview";

/** Gives the device the interview as this page shows it, so that it can go on without the network from here. */
export function KeepShown({ asOf, interview }: { asOf: string; interview: InterviewDto }) {
  useEffect(() => keepShownInterview({ asOf, interview }), [asOf, interview]);
  return null;
}
