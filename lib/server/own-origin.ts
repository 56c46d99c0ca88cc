import "server-only";
import { readEnvironment } from "./env";

/** The origin under which the browser knows this server, such as https://example.org, for links that leave the browser. */
export function ownOrigin(request: Request): string {
  const { httpsOnly } = readEnvironment();
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return `${httpsOnly ? "https" : "http"}://${host}`;
}
