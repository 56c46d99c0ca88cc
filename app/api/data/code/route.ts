import { strToU8, zipSync, type Zippable } from "fflate";
import { requestMoment } from "@/lib/server/clock";
import { listSolutions } from "@/lib/server/data/code/list-solutions";
import { downloadResponse } from "@/lib/server/download";
import { errorResponse } from "@/lib/server/error-response";
import { getProfileId } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { solutionFiles } from "@/lib/shared/transfer/solution-files";

/** The learner's drafts and passed submissions as plain files, a folder for each exercise. */
export async function GET(): Promise<Response> {
  try {
    const [profileId, at] = await Promise.all([getProfileId(), requestMoment()]);
    const solutions = profileId === null ? [] : await listSolutions(profileId);
    if (solutions.length === 0) {
      const userMessage = "There is no code of yours yet. Solve an exercise, then come back.";
      throw new AppError("NOT_FOUND", "no solutions", { userMessage });
    }
    const files: Zippable = {};
    for (const { path, text, at: mtime } of solutionFiles(solutions)) files[path] = [strToU8(text), { mtime }];
    return downloadResponse(`tidemark-code-${at.toISOString().slice(0, 10)}.zip`, "application/zip", zipSync(files));
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
