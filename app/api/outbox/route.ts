import { requestMoment } from "@/lib/server/clock";
import { errorResponse } from "@/lib/server/error-response";
import { receiveEvent } from "@/lib/server/offline/receive-event";
import { requireProfile } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";

/** More than this in characters is no event: a program with its verdict is the longest. */
const LETTER_LENGTH_MAX = 400_000;

/**
 * Takes in one event of a device's outbox. Unlike a server action, its address stays the same from build to build, so a
 * page of an older version can still hand in what was done on it. JSON alone is accepted: no form of a foreign page can
 * send that with the learner's cookie.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const letter = await readLetter(request);
    const [profileId, receivedAt] = await Promise.all([requireProfile(), requestMoment()]);
    await receiveEvent(profileId, letter, receivedAt);
    return Response.json({ kept: true }, { headers: { "cache-control": "no-store" } });
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

async function readLetter(request: Request): Promise<unknown> {
  const isJson = request.headers.get("content-type")?.startsWith("application/json") === true;
  const text = isJson ? await request.text() : "";
  if (text === "" || text.length > LETTER_LENGTH_MAX)
    throw new AppError("INVALID_INPUT", "no event, or too long a one");
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("INVALID_INPUT", "the event is no JSON");
  }
}
