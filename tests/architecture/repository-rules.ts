/**
 * What holds in the whole repository: file length, no forgotten files, guards, directions, who may import the engine.
 */
import { isTest, type SourceFile, type Violation } from "./source-files";

export const LINES_MAX = 450;

/** No file is longer than `LINES_MAX` lines. */
export function noLongFiles(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const lineCount = file.text.trimEnd().split("\n").length;
    if (lineCount <= LINES_MAX) return [];
    return [{ rule: "length", path: file.path, message: `${lineCount} lines; at most ${LINES_MAX}` }];
  });
}

const REACHED_BY_NAME = [/^engine\/(?:index|floors)\.ts$/, /^lib\/service-worker\/main\.ts$/, /\.d\.ts$/];

/** By name, what tests are made with: a test may be the only one that imports it. */
const TEST_KIT = /\/hand-made-[a-z-]+\.ts$/;

/** Every file of the engine, the library and the components is imported by one that is no test. */
export function noForgottenFiles(files: readonly SourceFile[], exportedFiles: readonly string[]): Violation[] {
  const reached = new Set(exportedFiles);
  for (const file of files) {
    const isTestBesideCode = isTest(file) && !file.path.startsWith("tests/");
    for (const { target } of file.imports) {
      if (target === null || target === file.path) continue;
      if (!isTestBesideCode || TEST_KIT.test(target)) reached.add(target);
    }
  }
  return files
    .filter((file) => /^(?:engine|lib|components)\//.test(file.path) && !isTest(file))
    .filter((file) => !reached.has(file.path) && !REACHED_BY_NAME.some((pattern) => pattern.test(file.path)))
    .map((file) => ({ rule: "forgotten", path: file.path, message: "nobody imports this file" }));
}

/** Files of `lib/server` and `lib/client` begin with the guard that keeps them where they belong. */
export function guardsPresent(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const side = /^lib\/(server|client)\//.exec(file.path)?.[1];
    // A worker's entry runs in no bundle of React's, and declarations do not run at all.
    if (side === undefined || isTest(file) || /\.(?:d|worker)\.ts$/.test(file.path)) return [];
    const guard = `${side}-only`;
    if (file.imports[0]?.specifier === guard) return [];
    return [{ rule: "guards", path: file.path, message: `does not start with import "${guard}"` }];
  });
}

type Direction = { readonly from: RegExp; readonly to: RegExp; readonly message: string };

const DIRECTIONS: readonly Direction[] = [
  { from: /^components\//, to: /^lib\/server\//, message: "components get data as props, not from lib/server" },
  { from: /^components\//, to: /^app\//, message: "components do not know app/" },
  { from: /^lib\//, to: /^(?:app|components)\//, message: "lib/ does not know app/ and components/" },
  { from: /^lib\/shared\//, to: /^lib\/(?:server|client)\//, message: "lib/shared runs anywhere" },
  { from: /^lib\/server\//, to: /^lib\/client\//, message: "the server does not run lib/client" },
  { from: /^lib\/client\//, to: /^lib\/server\//, message: "the browser does not run lib/server" },
];

/** `app` -> `components` -> `lib`, and each side of `lib` for itself. */
export function directionsObeyed(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      file.imports.flatMap(({ specifier, target }) =>
        DIRECTIONS.filter(({ from, to }) => from.test(file.path) && target !== null && to.test(target)).map(
          ({ message }) => ({ rule: "directions", path: file.path, message: `imports ${specifier}: ${message}` }),
        ),
      ),
    );
}

const ENGINE_USERS =
  /^(?:engine|bench|conformance|scripts|tests|lib\/client\/engine[^/]*|lib\/shared\/(?:trace-model|exercises|content|scenes)|lib\/server\/content)(?:\/|$)/;

/** A finished trace is data: whoever draws a run may decode it. */
const TRACE_ENTRY = "@tidemark/engine/trace";

/** The engine is run in few places, by its public entries; elsewhere its types may be named and its traces read. */
export function engineUsersKnown(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !isTest(file) && !file.path.startsWith("engine/"))
    .flatMap((file) =>
      file.imports.flatMap(({ specifier, target, isTypeOnly }) => {
        const isInternal =
          target?.startsWith("engine/") === true && !/^(?:scripts|tests|bench|conformance)\//.test(file.path);
        if (isInternal) return [{ rule: "engine", path: file.path, message: `imports ${specifier} past the entries` }];
        if (!/^@tidemark\/engine(?:\/|$)/.test(specifier) || specifier === TRACE_ENTRY) return [];
        if (isTypeOnly || ENGINE_USERS.test(file.path)) return [];
        return [{ rule: "engine", path: file.path, message: `imports ${specifier}: the engine is not run here` }];
      }),
    );
}
