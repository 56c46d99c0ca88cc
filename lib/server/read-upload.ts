import "server-only";
import { AppError } from "@/lib/shared/app-error";

/**
 * The text of a request's body, which is read no further than `bytesMax`. Throws IMPORT_TOO_LARGE beyond that, and
 * IMPORT_REFUSED where the bytes are no text.
 */
export async function readUpload(request: Request, bytesMax: number): Promise<string> {
  const tooLarge = new AppError("IMPORT_TOO_LARGE", `more than ${bytesMax} bytes`, {
    userMessage: `The file is larger than ${Math.floor(bytesMax / 1024 / 1024)} MB, which is more than can be read in at once. Nothing was changed.`,
  });
  if (Number(request.headers.get("content-length")) > bytesMax) throw tooLarge;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let byteCount = 0;
  try {
    for await (const piece of piecesOf(request)) {
      byteCount += piece.byteLength;
      if (byteCount > bytesMax) throw tooLarge;
      text += decoder.decode(piece, { stream: true });
    }
    return text + decoder.decode();
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    throw new AppError("IMPORT_REFUSED", "not UTF-8", {
      userMessage: "This is not a text file. Choose a file that “Export” has given you. Nothing was changed.",
      cause: thrown,
    });
  }
}

async function* piecesOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return;
    yield next.value;
  }
}
