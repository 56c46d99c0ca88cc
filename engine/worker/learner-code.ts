/**
 * How the learner's text becomes a program: a module whose only export takes a scope and runs the text in it.
 *
 * Inside the text only the scope's names mean something: `env`, the input streams, the sinks, Flink's names, a
 * `Date` and a `Math` that read the job's own clock and chance, and a bounded `console`. Names of the platform
 * are shadowed by `undefined`. That is defence in depth and keeps runs repeatable; the wall is the worker's
 * content security policy and what `lib/client/engine.worker.ts` removes before the first text is loaded.
 *
 * Line 1 of the text is line 2 of the module (`WRAPPER_LINES`), columns are the same.
 */
import { ProtocolError } from "./errors";

/** What the module of a program exports. */
export type LearnerEntry = (scope: LearnerScope) => void;

/** The names that the program sees, with what they mean. */
export type LearnerScope = Readonly<Record<string, unknown>>;

/** A place in the learner's text; both count from 1. */
export type LearnerPosition = { readonly line: number; readonly column: number };

/** The name under which the program appears in stack traces. */
export const PROGRAM_URL = "tidemark-program.js";

/** Lines of the module before the learner's first line. */
export const WRAPPER_LINES = 1;

/** Names of browsers, workers and Node that a program has no business with. */
const SHADOWED_NAMES: readonly string[] = [
  ...["self", "globalThis", "window", "document", "parent", "top", "global", "process", "require", "module"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "Request", "Response"],
  ...["indexedDB", "caches", "localStorage", "sessionStorage", "cookieStore", "navigator", "location"],
  ...["postMessage", "onmessage", "addEventListener", "removeEventListener", "dispatchEvent", "close", "reportError"],
  ...["BroadcastChannel", "MessageChannel", "MessagePort", "Worker", "SharedWorker", "ServiceWorker", "importScripts"],
  ...["RTCPeerConnection", "Notification", "FontFace", "WebAssembly", "Function", "SharedArrayBuffer", "Atomics"],
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "queueMicrotask"],
  ...["requestAnimationFrame", "performance", "crypto", "scheduler", "createImageBitmap", "OffscreenCanvas"],
];

/**
 * The text of the module.
 * @param code statements, without imports and exports
 * @param scopeNames the names that the scope will hold; each must be a variable name
 */
export function moduleTextOf(code: string, scopeNames: readonly string[]): string {
  for (const name of scopeNames) {
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new ProtocolError("malformed", "scope", `has the bad name ${name}`);
  }
  const given = new Set(scopeNames);
  const shadowed = SHADOWED_NAMES.filter((name) => !given.has(name));
  const head = [
    "export default function (__scope) {",
    '"use strict";',
    `const { ${scopeNames.join(", ")} } = __scope;`,
    `const ${shadowed.map((name) => `${name} = undefined`).join(", ")};`,
    "return (function (__scope) {",
  ].join(" ");
  const withoutModuleMark = code
    .replace(/^\s*export\s*\{\s*\}\s*;?\s*$/m, "")
    .replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return `${head}\n${withoutModuleMark}\n}).call(undefined);\n}\n//# sourceURL=${PROGRAM_URL}\n`;
}

/**
 * Where in the learner's text an error was thrown: the innermost frame that lies in it. Null where no frame
 * does; causes are followed, since the engine wraps what user functions throw.
 */
export function positionOf(error: unknown): LearnerPosition | null {
  const seen = new Set<unknown>();
  let found: LearnerPosition | null = null;
  for (let current = error; current instanceof Error && !seen.has(current); current = current.cause) {
    seen.add(current);
    found = positionInStack(current.stack ?? "") ?? found;
  }
  return found;
}

function positionInStack(stack: string): LearnerPosition | null {
  for (const frame of stack.split("\n")) {
    const match = /(?:tidemark-program\.js|blob:|data:text\/javascript).*:(\d+):(\d+)\)?$/.exec(frame);
    const line = Number(match?.[1]) - WRAPPER_LINES;
    if (match !== null && line >= 1) return { line, column: Number(match[2]) };
  }
  return null;
}
