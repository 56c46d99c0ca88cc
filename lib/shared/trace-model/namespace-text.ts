import type { TimeFormat } from "./time-format";

/** A state namespace for readers: a window's two bounds, in whatever frame they come, become `[00, 10)`. */
export function namespaceText(format: TimeFormat, namespace: string): string {
  const bounds = /(-?\d+)\D+?(-?\d+)/.exec(namespace);
  if (bounds === null) return namespace;
  return format.window(Number(bounds[1]), Number(bounds[2]));
}
