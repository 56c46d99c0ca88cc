import "server-only";
import { isNode, LineCounter, parseDocument } from "yaml";

/** Where a value stands: the keys and places that lead to it. */
export type YamlPath = readonly (string | number)[];

type YamlResult =
  | {
      readonly ok: true;
      readonly data: unknown;
      /** The line of a value, or of its nearest ancestor that is written. */
      readonly lineOf: (path: YamlPath) => number;
    }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** Reads YAML 1.2, so that 10:00 stays a text; lines are those of a file that has `linesBefore` lines above it. */
export function readYaml(text: string, linesBefore = 0): YamlResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line + linesBefore;
  const [error] = document.errors;
  if (error !== undefined) return { ok: false, line: lineAt(error.pos[0]), message: `YAML: ${error.message}` };

  function lineOf(path: YamlPath): number {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1;
  }

  return { ok: true, data: document.toJS(), lineOf };
}
