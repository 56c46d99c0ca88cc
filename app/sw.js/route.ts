import { serviceWorkerScript } from "@/lib/server/build-info";

/** The service worker of this build. A browser asks for it anew at each visit, so that a new version is found at once. */
export function GET(): Response {
  const script = serviceWorkerScript();
  if (script === null) return new Response(null, { status: 404 });
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "service-worker-allowed": "/",
    },
  });
}
