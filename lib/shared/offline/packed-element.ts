/** What was drawn on the server as plain data, so that a page without the network can draw it again. */

/** A text, or an element with its properties and what it holds. */
export type PackedNode = string | PackedElement;
export type PackedElement = readonly [
  tag: string,
  properties: Readonly<Record<string, unknown>> | 0,
  ...children: PackedNode[],
];
