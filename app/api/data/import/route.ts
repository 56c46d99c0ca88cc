import { randomUUID } from "node:crypto";
import { requestMoment } from "@/lib/server/clock";
import { importProfile } from "@/lib/server/data/transfer/import-profile";
import { errorResponse } from "@/lib/server/error-response";
import { readUpload } from "@/lib/server/read-upload";
import { getProfileId } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { IMPORT_BYTES_MAX } from "@/lib/shared/transfer/format";
import { parseExport } from "@/lib/shared/transfer/parse-export";

/**
 * Reads the export in the body into the learner's profile when `apply` is "yes", and otherwise only says what that would
 * do. The profile is the one that the page has given to the browser; a request without one makes none.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const [profileId, at] = await Promise.all([getProfileId(), requestMoment()]);
    if (profileId === null) throw new AppError("NO_PROFILE", "an import without a profile");
    const file = parseExport(await readUpload(request, IMPORT_BYTES_MAX));
    const apply = new URL(request.url).searchParams.get("apply") === "yes";
    const report = await importProfile({ profileId, at, apply, newId: randomUUID }, file);
    return Response.json(report, { headers: { "cache-control": "no-store" } });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
