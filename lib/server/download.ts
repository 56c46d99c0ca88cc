import "server-only";

/** An answer that the browser keeps as a file of this name; `body` is sent as it is made, nothing of it is kept. */
export function downloadResponse(name: string, type: string, body: AsyncGenerator<string> | Uint8Array): Response {
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : streamOf(body), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

/** Makes the next piece when the one before is on its way; an error breaks the download off. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
