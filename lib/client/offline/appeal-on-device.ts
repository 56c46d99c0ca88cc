import "client-only";
import { objectionSchema, type SaveAppealInput } from "@/lib/shared/schemas/grading";
import { changeOnDevice } from "./change-on-device";

const NOT_KEPT =
  "The server did not answer, and this browser keeps nothing. Your objection still stands here; try again.";

/** Keeps an appeal that the server did not take on this device, to be sent later. */
export async function appealOnDevice({
  clientEventId,
  answerId,
  reason,
  ...objection
}: SaveAppealInput): Promise<{ ok: true; waits: true } | { ok: false; message: string }> {
  const event = { kind: "appeal", answer: answerId, objection: objectionSchema.parse(objection), reason } as const;
  const kept = await changeOnDevice(clientEventId, event);
  return kept === null ? { ok: false, message: NOT_KEPT } : { ok: true, waits: true };
}
