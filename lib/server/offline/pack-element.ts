import "server-only";
import { Fragment, isValidElement, type ReactNode } from "react";
import type { PackedNode } from "@/lib/shared/offline/packed-element";
import { ContentLink } from "../content/content-link";

/** Packs what was drawn from content. Throws for a component that is not known: what it draws is only known in a page. */
export function packNode(node: ReactNode): PackedNode[] {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (typeof node === "string" || typeof node === "number" || typeof node === "bigint") return [String(node)];
  if (Array.isArray(node)) return joinTexts(node.flatMap((child: ReactNode) => packNode(child)));
  if (!isValidElement<Record<string, unknown>>(node)) throw new Error("content draws something that cannot be packed");
  const { children, ...properties } = node.props;
  const inner = packNode(children as ReactNode);
  if (node.type === Fragment) return inner;
  if (node.type === ContentLink) return [["a", { href: properties.href }, ...inner]];
  if (typeof node.type !== "string") throw new Error("content draws a component that cannot be packed");
  return [[node.type, Object.keys(properties).length === 0 ? 0 : properties, ...inner]];
}

function joinTexts(nodes: readonly PackedNode[]): PackedNode[] {
  const joined: PackedNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (typeof node === "string" && typeof last === "string") joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  return joined;
}
