"use server";

import { z } from "zod";
import { deleteProfile } from "@/lib/server/data/transfer/delete-profile";
import { type ActionResult, asActionResult } from "@/lib/server/error-response";
import { beginAnew, getProfileId } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { parseInput } from "@/lib/shared/parse-input";
import { DELETE_WORD } from "@/lib/shared/transfer/format";

const inputSchema = z.object({ word: z.string().max(40) });

/** Deletes everything that is kept of the learner, who has to write the word, and begins with a new profile. */
export async function deleteEverything(input: z.input<typeof inputSchema>): Promise<ActionResult<void>> {
  return asActionResult(async () => {
    const { word } = parseInput(inputSchema, input);
    if (word.trim().toLowerCase() !== DELETE_WORD) {
      const userMessage = `Write “${DELETE_WORD}” to delete everything. Nothing was deleted.`;
      throw new AppError("INVALID_INPUT", "the word is another one", { userMessage });
    }
    const profileId = await getProfileId();
    if (profileId !== null) await deleteProfile(profileId);
    await beginAnew();
  });
}
