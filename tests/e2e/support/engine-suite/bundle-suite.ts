import { readdirSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";

const HERE = "tests/e2e/support/engine-suite";

/** The page about the engine is compared with the folders on the disk, which says nothing about how the engine runs. */
const NOT_ABOUT_RUNNING = "engine/architecture-page.test.ts";

/** The paths of the engine's own test files, sorted. */
export function engineTestFiles(): string[] {
  return readdirSync("engine", { recursive: true, encoding: "utf8" })
    .map((file) => `engine/${file.replaceAll(path.sep, "/")}`)
    .filter((file) => file.endsWith(".test.ts") && file !== NOT_ABOUT_RUNNING)
    .sort();
}

/** Resolves names to the files that stand in for them. */
function standIns(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: "stand-ins",
    setup(bundle) {
      for (const [name, file] of Object.entries(files)) {
        bundle.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: path.resolve(HERE, file) }));
      }
    },
  };
}

/**
 * One module of the engine's tests and the traced programs, for Node or for a worker of a browser. It runs them all and
 * hands a `SuiteReport` to `report` of the given file.
 */
export async function bundleSuite(platform: "node" | "browser"): Promise<string> {
  const files = engineTestFiles().map((file) => `await declareFile("${file}", () => import("./${file}"));`);
  const { outputFiles } = await build({
    stdin: {
      contents: [
        'import { declareFile, runDeclaredTests } from "vitest";',
        `import { traceTexts } from "./${HERE}/trace-programs";`,
        `import { report } from "./${HERE}/report-${platform}";`,
        ...files,
        "report({ tests: await runDeclaredTests(), traces: traceTexts() });",
      ].join("\n"),
      resolveDir: process.cwd(),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "es2023",
    supported: { "top-level-await": true },
    define: { "process.env.NODE_ENV": '"test"' },
    plugins: [standIns({ vitest: "vitest-shim.ts", ...(platform === "browser" && { "node:fs": "file-shim.ts" }) })],
  });
  return outputFiles[0]?.text ?? "";
}
