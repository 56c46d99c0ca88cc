/** The program of a debug item, line by line. */
import type { ItemOf } from "./item-schema";

/** The lines of a program as they are numbered, without what is empty at its end. */
export function codeLines(code: string): string[] {
  return code.trimEnd().split("\n");
}

/** Where a line that an item names stands in its program, from 1; the schema has made sure that it stands there once. */
export function lineNumberOf(item: ItemOf<"debug">, line: string): number {
  return codeLines(item.code).findIndex((candidate) => candidate.trim() === line) + 1;
}
