import { buildInfo } from "@/lib/server/build-info";
import { requestMoment } from "@/lib/server/clock";
import { exportProfile } from "@/lib/server/data/transfer/export-profile";
import { downloadResponse } from "@/lib/server/download";
import { errorResponse } from "@/lib/server/error-response";
import { getProfileId } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";

/** Everything that is kept of the learner, as one JSON document. */
export async function GET(): Promise<Response> {
  try {
    const [profileId, at] = await Promise.all([getProfileId(), requestMoment()]);
    if (profileId === null) throw new AppError("NO_PROFILE", "an export without a profile");
    const name = `tidemark-${at.toISOString().slice(0, 10)}.json`;
    const pieces = exportProfile({ profileId, at, appVersion: buildInfo().version });
    return downloadResponse(name, "application/json; charset=utf-8", pieces);
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
