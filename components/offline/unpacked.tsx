import { createElement, type ReactNode } from "react";
import type { PackedNode } from "@/lib/shared/offline/packed-element";

/** Draws again what the server has drawn and packed. */
export function unpack(nodes: readonly PackedNode[]): ReactNode[] {
  return nodes.map((node, index) => {
    if (typeof node === "string") return node;
    const [tag, properties, ...children] = node;
    return createElement(tag, { key: index, ...(properties === 0 ? {} : properties) }, ...unpack(children));
  });
}
