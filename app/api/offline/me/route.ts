import { requestMoment } from "@/lib/server/clock";
import { errorResponse } from "@/lib/server/error-response";
import { loadOwnData } from "@/lib/server/offline/load-own-data";
import { getProfileId } from "@/lib/server/session";

/** The learner's own cards, settings and scores, for the device to go on with when the server is out of reach. */
export async function GET(): Promise<Response> {
  try {
    const [profileId, now] = await Promise.all([getProfileId(), requestMoment()]);
    return Response.json(await loadOwnData(profileId, now), { headers: { "cache-control": "no-store" } });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
