import { errorResponse } from "@/lib/server/error-response";
import { studyBundleText } from "@/lib/server/offline/load-study-bundle";

/** All study content, for devices that keep it; the same for everybody. */
export async function GET(): Promise<Response> {
  try {
    return new Response(await studyBundleText(), {
      headers: { "content-type": "application/json", "cache-control": "private, no-cache" },
    });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
