import { type NextRequest, NextResponse } from "next/server";
import { buildInfo } from "@/lib/server/build-info";
import { readEnvironment } from "@/lib/server/env";
import {
  newProfileId,
  PROFILE_COOKIE_NAME,
  profileCookieOptions,
  readProfileCookie,
  signProfileCookie,
} from "@/lib/server/profile-cookie";
import { signingSecret } from "@/lib/server/secret";
import { OPINION_COOKIE_NAME, readOpinionOrigin } from "@/lib/shared/second-opinion/endpoint";

/**
 * Sets the security headers of every answer. Pages get a Content-Security-Policy whose scripts need the nonce of the
 * request. A worker does not take the page's policy but that of its own script, so the chunks carry one that leaves
 * the learner's code in it without network: it may import our own static scripts and nothing else.
 */

const development = process.env.NODE_ENV === "development";

const BUILD_HEADER = "x-tidemark-build";

/** The service worker fetches our own addresses and runs no other script; its policy is its own, not that of pages. */
const SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'none'";

/** `opinionOrigin` is the one foreign origin that the learner has chosen to ask for a second opinion, or null. */
function pagePolicy(nonce: string, opinionOrigin: string | null): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}${opinionOrigin === null ? "" : ` ${opinionOrigin}`}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function workerPolicy(host: string | null): string {
  const scripts = host !== null && /^[A-Za-z0-9.:[\]-]+$/.test(host) ? `${host}/_next/static/ blob:` : "'none'";
  return `default-src 'none'; script-src ${scripts}; connect-src 'none'; worker-src 'none'`;
}

function setCommonHeaders(headers: Headers, httpsOnly: boolean): void {
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (httpsOnly) headers.set("Strict-Transport-Security", "max-age=31536000");
}

/**
 * Gives a browser that opens a page its anonymous profile, or renews it. Doing it here, before anything is saved,
 * keeps two simultaneous first saves in one profile.
 */
function setProfileCookie(request: NextRequest, response: NextResponse, httpsOnly: boolean): void {
  if (request.method !== "GET" || !request.headers.get("accept")?.includes("text/html")) return;
  const secret = signingSecret();
  const profileId = readProfileCookie(request.cookies.get(PROFILE_COOKIE_NAME)?.value, secret) ?? newProfileId();
  response.cookies.set(PROFILE_COOKIE_NAME, signProfileCookie(profileId, secret), profileCookieOptions({ httpsOnly }));
}

function pageResponse(request: NextRequest, httpsOnly: boolean): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = pagePolicy(nonce, readOpinionOrigin(request.cookies.get(OPINION_COOKIE_NAME)?.value));
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set("x-nonce", nonce);
  requestHeaders.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set("Content-Security-Policy", policy);
  // The service worker keeps only pages that fit the files it knows.
  response.headers.set(BUILD_HEADER, buildInfo().build);
  setProfileCookie(request, response, httpsOnly);
  return response;
}

export function proxy(request: NextRequest): NextResponse {
  const { httpsOnly } = readEnvironment();
  const { pathname } = request.nextUrl;
  let response: NextResponse;
  if (pathname.startsWith("/_next/static/")) {
    response = NextResponse.next();
    response.headers.set("Content-Security-Policy", workerPolicy(request.headers.get("host")));
  } else if (pathname === "/sw.js") {
    response = NextResponse.next();
    response.headers.set("Content-Security-Policy", SERVICE_WORKER_POLICY);
  } else if (pathname.startsWith("/api/")) {
    response = NextResponse.next();
    response.headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  } else {
    response = pageResponse(request, httpsOnly);
  }
  setCommonHeaders(response.headers, httpsOnly);
  return response;
}

export const config = {
  matcher: [
    "/_next/static/chunks/:path*",
    "/api/:path*",
    {
      source: "/((?!api/|_next/static|_next/image).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
