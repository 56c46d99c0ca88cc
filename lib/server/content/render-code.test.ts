import { isValidElement, type ReactNode } from "react";
import { expect, it } from "vitest";
import { renderCodeLines } from "./render-code";

/** What a line says, with a bar where it may be broken. */
function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (!isValidElement<{ children?: ReactNode }>(node)) return typeof node === "string" ? node : "";
  return node.type === "wbr" ? "|" : textOf(node.props.children);
}

it("draws a program that breaks between names, whatever their colours, and loses none of it", async () => {
  const lines = await renderCodeLines("env.fromSource(source)\n\n    .keyBy(Login::user);", "java");
  expect(lines.map(textOf)).toEqual(["env.|fromSource(|source)", "", ".keyBy(|Login::user);"]);
});
