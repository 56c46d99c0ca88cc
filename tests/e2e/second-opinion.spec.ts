import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { grade, standIn } from "./support/grader-stand-in";
import { expectCare } from "./support/page-care";

const KEY = "a-key-of-the-learner";
const REPLY = {
  points: [{ id: "blocks", verdict: "met", why: "The first sentence says it." }],
  summary: "A fair start.",
};

interface Endpoint {
  readonly server: Server;
  readonly asked: { readonly key: string | undefined; readonly cookie: string | undefined; readonly body: string }[];
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** An endpoint on this machine that speaks the chat interface and takes one key. */
async function startEndpoint(): Promise<Endpoint> {
  const asked: Endpoint["asked"] = [];
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type, authorization");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    void read(request).then((body) => {
      asked.push({ key: request.headers.authorization, cookie: request.headers.cookie, body });
      const isKnown = request.headers.authorization === `Bearer ${KEY}`;
      response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(REPLY) } }] }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, asked };
}

async function gradeAndKeep(page: Page): Promise<void> {
  await grade(page);
  await page.getByRole("group", { name: "Did you say it?" }).getByLabel("missed").check();
  await page.getByRole("button", { name: "Keep this answer" }).click();
  await page.waitForURL(/answer=/);
}

test("a second opinion is off until it is set up, is asked with the key, and leaves the mark alone", async ({
  page,
}) => {
  const { server, asked } = await startEndpoint();
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  try {
    await standIn(page, "grades");
    await gradeAndKeep(page);
    const verdict = page.getByRole("heading", { level: 2, name: /^1 of 6/ });
    await expect(verdict).toBeVisible();
    await expect(page.getByText("Second opinion")).toHaveCount(0);

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Address").fill("http://api.example.com");
    await page.getByLabel("Model").fill("small");
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Use https" })).toBeVisible();
    await expectCare(page, "settings");
    await page.getByLabel("Address").fill(address);
    await page.getByLabel("Key", { exact: true }).fill("a wrong one");
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByRole("status").filter({ hasText: `On: small at ${address}` })).toBeVisible();

    await page.goBack();
    await page.getByRole("button", { name: "Ask small" }).click();
    await expect(page.getByText("The endpoint does not take the key.")).toBeVisible();
    await page.goto("/settings");
    await page.getByLabel("Key", { exact: true }).fill(KEY);
    await page.getByRole("button", { name: "Keep the change" }).click();
    await page.waitForLoadState("load");
    await page.goBack();
    await page.getByRole("button", { name: "Ask small" }).click();
    await expect(page.getByText("A fair start.")).toBeVisible();
    await expect(page.getByText("The first sentence says it.")).toBeVisible();
    await expect(verdict).toBeVisible();
    await expectCare(page, "second opinion");
    expect(asked.map(({ key, cookie }) => [key, cookie])).toEqual([
      ["Bearer a wrong one", undefined],
      [`Bearer ${KEY}`, undefined],
    ]);

    await page.goto("/settings");
    await page.getByRole("button", { name: "Turn off and forget the key" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Off." })).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(KEY);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("the policy of a page names the chosen origin and nothing that is none", async ({ request }) => {
  const connectOf = async (cookie: string) => {
    const response = await request.get("/", { headers: { accept: "text/html", cookie } });
    return /connect-src ([^;]*)/.exec(response.headers()["content-security-policy"] ?? "")?.[1];
  };
  const own = await connectOf("");
  expect(own).toMatch(/^'self'/);
  expect(await connectOf("tidemark_opinion_origin=https://api.example.com")).toBe(`${own} https://api.example.com`);
  expect(await connectOf("tidemark_opinion_origin=http://api.example.com")).toBe(own);
  expect(await connectOf("tidemark_opinion_origin=https://*")).toBe(own);
  expect(await connectOf("tidemark_opinion_origin=%2A%3B%20script-src%20%2A")).toBe(own);
});
