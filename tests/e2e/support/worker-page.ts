/**
 * A page of its own that runs one module in a worker: an empty document, the module, and the recordings that it reads.
 */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

async function serve(module: string): Promise<Server> {
  const server = createServer((request, response) => {
    const wanted = request.url ?? "/";
    if (wanted === "/") response.setHeader("content-type", "text/html").end("<!doctype html><title>worker</title>");
    else if (wanted === "/worker.js") response.setHeader("content-type", "text/javascript; charset=utf-8").end(module);
    else if (/^\/conformance\/recordings\/[a-z-]+\.jsonl$/.test(wanted) && existsSync(`.${wanted}`)) {
      response.setHeader("content-type", "text/plain; charset=utf-8").end(readFileSync(`.${wanted}`));
    } else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** Runs the module in a worker of the page, says `message` to it, and gives its first answer. */
export async function askWorker(page: Page, module: string, message: unknown): Promise<unknown> {
  const server = await serve(module);
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate(
      (said) =>
        new Promise<unknown>((resolve, reject) => {
          const worker = new Worker("/worker.js", { type: "module" });
          worker.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
          worker.onerror = (event) => reject(new Error(`${event.message} in line ${event.lineno}`));
          worker.postMessage(said);
        }),
      message,
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
