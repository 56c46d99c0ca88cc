import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, expect, test } from "@playwright/test";
import { startOwnServer } from "./support/own-server";

const PROFILE_COOKIE = "tidemark_profile";

async function newProfileCookie(browser: Browser, baseURL: string, cookie?: string): Promise<string> {
  const context = await browser.newContext({ baseURL });
  if (cookie !== undefined) await context.addCookies([{ name: PROFILE_COOKIE, value: cookie, url: baseURL }]);
  const page = await context.newPage();
  await page.goto("/");
  const found = (await context.cookies()).find((each) => each.name === PROFILE_COOKIE);
  await context.close();
  expect(found).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  return found?.value ?? "";
}

test("the health of the server is told to those who host it", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(response.headers()["cache-control"]).toBe("no-store");
  const health: unknown = await response.json();
  expect(health).toMatchObject({
    status: "ok",
    version: "0.1.0",
    database: { state: "ok", kind: "pglite", migrations: { state: "applied" } },
  });
});

test("pages carry a strict policy with a new nonce each time", async ({ request }) => {
  const policies = [];
  for (const _ of [1, 2]) {
    const response = await request.get("/", { headers: { accept: "text/html" } });
    const headers = response.headers();
    const policy = headers["content-security-policy"] ?? "";
    policies.push(policy);
    const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src")) ?? "";
    expect(scripts).toMatch(/^script-src 'nonce-[0-9a-f]{32}' 'strict-dynamic'$/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["x-powered-by"]).toBeUndefined();
    const nonce = /nonce-([0-9a-f]+)/.exec(scripts)?.[1] ?? "";
    const html = await response.text();
    const tags = html.match(/<script\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(html.match(/ on[a-z]+="/g)).toBeNull();
  }
  expect(policies[0]).not.toBe(policies[1]);
});

test("scripts of workers carry a policy without network", async ({ request, baseURL }) => {
  const html = await (await request.get("/")).text();
  const chunk = /src="(\/_next\/static\/chunks\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
  const response = await request.get(chunk);
  expect(response.status()).toBe(200);
  const host = new URL(baseURL ?? "").host;
  expect(response.headers()["content-security-policy"]).toBe(
    `default-src 'none'; script-src ${host}/_next/static/ blob:; connect-src 'none'; worker-src 'none'`,
  );
});

test("pages load everything from their own origin, without errors or refusals @phone", async ({ page, baseURL }) => {
  const origin = new URL(baseURL ?? "").origin;
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin: requested } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && requested !== origin) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  for (const place of ["/", "/study", "/code", "/interview", "/progress"]) {
    const response = await page.goto(place, { waitUntil: "networkidle" });
    expect(response?.status(), place).toBe(200);
  }
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a browser keeps its profile, and a forged or damaged cookie is replaced", async ({ browser, baseURL }) => {
  const own = await newProfileCookie(browser, baseURL ?? "");
  expect(await newProfileCookie(browser, baseURL ?? "", own)).toBe(own);
  const [version, profileId, signature] = own.split(".");
  const other = "00000000-0000-4000-8000-000000000000";
  for (const forged of [`${version}.${other}.${signature}`, `${version}.${profileId}.AAAA`, "nonsense"]) {
    const replaced = await newProfileCookie(browser, baseURL ?? "", forged);
    expect(replaced).not.toContain(other);
    expect(replaced).not.toContain(profileId);
  }
});

test("a profile outlives a restart, and the server stops cleanly", async ({ browser }) => {
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "tidemark-restart-"));
  try {
    const first = await startOwnServer(dataDirectory);
    const cookie = await newProfileCookie(browser, first.url);
    expect(await first.stop()).toBe(0);
    const second = await startOwnServer(dataDirectory);
    expect(await newProfileCookie(browser, second.url, cookie)).toBe(cookie);
    expect(await second.stop()).toBe(0);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
