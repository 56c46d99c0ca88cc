import { Fragment, isValidElement, type ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { renderNote } from "./render-note";

// The links of Next need a browser's React, which a test of server code does not have.
vi.mock("./content-link", () => ({ ContentLink: "a" }));

type Props = Readonly<Record<string, unknown>> & { readonly children?: ReactNode };

/** What is drawn, as text with its tags and addresses; the components of React for servers are not there in tests. */
function markup(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(markup).join("");
  if (!isValidElement<Props>(node)) return typeof node === "string" ? node.replaceAll("<", "&lt;") : "";
  const { type, props } = node;
  const inside = markup(props.children);
  if (type === Fragment) return inside;
  const attributes = Object.entries(props).flatMap(([name, value]) =>
    typeof value === "string" && name !== "children" && name !== "className" ? [` ${name}="${value}"`] : [],
  );
  return `<${String(type)}${attributes.join("")}>${inside}</${String(type)}>`;
}

async function html(markdown: string): Promise<string> {
  return markup(await renderNote(markdown));
}

describe("a note", () => {
  it("is drawn as markdown, its headings below those of the page", async () => {
    expect(await html("# Barriers\n\n## Two\n\n### Three\n\nwait *until* **all** came")).toBe(
      "<h3>Barriers</h3>\n<h3>Two</h3>\n<h4>Three</h4>\n<p>wait <em>until</em> <strong>all</strong> came</p>",
    );
    expect(await html("- [x] said\n- [ ] missed")).toContain("☑ said");
  });

  it.each([
    ["<script>alert(1)</script>", ""],
    ['a <img src=x onerror="alert(1)"> b', "<p>a  b</p>"],
    ["<iframe src='https://evil.example'></iframe>", ""],
    ["[go](javascript:alert(1))", "<p><span>go</span></p>"],
    ["[go](JaVaScRiPt&colon;alert(1))", "<p><span>go</span></p>"],
    ["[go](data:text/html,<script>)", "<p><span>go</span></p>"],
    ["[go](vbscript:x)", "<p><span>go</span></p>"],
    ["[go](//evil.example)", "<p><span>go</span></p>"],
    ["![x](javascript:alert(1))", "<p><span>x</span></p>"],
  ])("holds nothing unsafe: %s", async (markdown, expected) => {
    expect(await html(markdown)).toBe(expected);
  });

  it("loads no picture from elsewhere, but links to it", async () => {
    expect(await html("![a plan](https://example.org/plan.png)")).toBe(
      '<p><a href="https://example.org/plan.png">a plan</a></p>',
    );
  });

  it("links to this site and to the web", async () => {
    expect(await html("[a](/study/x) [b](https://flink.apache.org)")).toBe(
      '<p><a href="/study/x">a</a> <a href="https://flink.apache.org">b</a></p>',
    );
  });

  it("that cannot be drawn is shown as it was typed", async () => {
    const deep = `${">".repeat(60)} end`;
    expect(await html(deep)).toBe(`<pre>${deep}</pre>`);
  });

  it("of the greatest length is drawn or shown in a moment, however it is nested", async () => {
    for (const piece of [">", "- ", "*a ", "[", "`", "![](", "<a>", "|a"]) {
      const markdown = piece.repeat(Math.floor(20_000 / piece.length));
      const startMillis = performance.now();
      await html(markdown);
      expect(performance.now() - startMillis, piece).toBeLessThan(5_000);
    }
  }, 60_000);
});
