"use server";

import { requestMoment } from "@/lib/server/clock";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { keepAppeal } from "@/lib/server/study/keep-appeal";
import { saveAppealSchema } from "@/lib/shared/schemas/grading";

/** Keeps a learner's objection to one mark of an own answer. */
export async function appealMark(input: unknown): Promise<ActionResult<null>> {
  return asActionResult(async () => {
    const { clientEventId, answerId, ...objection } = parseInput(saveAppealSchema, input);
    const [profileId, at] = await Promise.all([requireProfile(), requestMoment()]);
    await keepAppeal({ profileId, clientEventId, at }, answerId, objection);
    return null;
  });
}
