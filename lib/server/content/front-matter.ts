import "server-only";
import { readYaml, type YamlPath } from "./read-yaml";

/** A file's front matter and body, with the way from a place in the data to a line of the file. */
export interface FrontMatter {
  readonly data: unknown;
  readonly body: string;
  /** The file's line on which the body begins, from 1. */
  readonly bodyLine: number;
  /** The line of a value, or of its nearest ancestor that is written. */
  readonly lineOf: (path: YamlPath) => number;
}

export type FrontMatterResult =
  | { readonly ok: true; readonly value: FrontMatter }
  | { readonly ok: false; readonly line: number; readonly message: string };

const FENCE = /^---\r?\n/;
const CLOSING_FENCE = /^---[ \t]*\r?$/m;

/** Splits a file at its `---` fences and reads the YAML between them. */
export function parseFrontMatter(text: string): FrontMatterResult {
  if (!FENCE.test(text))
    return { ok: false, line: 1, message: "The file does not begin with front matter between lines of ---." };
  const start = text.indexOf("\n") + 1;
  const closing = CLOSING_FENCE.exec(text.slice(start));
  if (closing === null) return { ok: false, line: 1, message: "The front matter is not closed by a line of ---." };
  const yaml = text.slice(start, start + closing.index);
  const bodyStart = start + closing.index + closing[0].length + 1;

  const read = readYaml(yaml, 1);
  if (!read.ok) return read;

  return {
    ok: true,
    value: {
      data: read.data,
      body: text.slice(bodyStart),
      bodyLine: text.slice(0, bodyStart).split("\n").length,
      lineOf: read.lineOf,
    },
  };
}
