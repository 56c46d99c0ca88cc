import type { InterviewDraftDto } from "@/lib/shared/dto/interview";
import type { Written } from "./question-form";

/** What a draft holds, as the form takes it; nothing without a draft. */
export function writtenOf(draft: InterviewDraftDto | null): Written {
  const structured = draft?.structured;
  if (typeof structured !== "object" || structured === null || Array.isArray(structured)) {
    return { text: draft?.text ?? "", parts: {} };
  }
  const parts = Object.entries(structured).filter((part): part is [string, string] => typeof part[1] === "string");
  return { text: draft?.text ?? "", parts: Object.fromEntries(parts) };
}
