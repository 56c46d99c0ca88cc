import "server-only";
import { createInProcessClient, type LearnerEntry } from "@tidemark/engine/worker-host";
import type { EngineClient } from "@tidemark/engine/worker-client";
import { transformSync } from "esbuild";
import type { CompiledProgram } from "@/lib/shared/exercises/judge";

/**
 * Runs exercise programs in this process, for content checks and tests only: a program of the repository is trusted,
 * a learner's never comes here.
 */
export function createTrustedClient(): EngineClient {
  return createInProcessClient({
    load: loadModule,
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    schedule: (callback, delayMillis) => {
      const timer = setTimeout(callback, delayMillis);
      return () => clearTimeout(timer);
    },
  });
}

async function loadModule(moduleText: string): Promise<LearnerEntry> {
  const url = `data:text/javascript;base64,${Buffer.from(moduleText).toString("base64")}`;
  const program = (await import(/* turbopackIgnore: true */ /* @vite-ignore */ url)) as { default: LearnerEntry };
  return program.default;
}

/** TypeScript without its types, with a source map. Throws where the text is no TypeScript. */
export function compileProgram(typeScript: string): CompiledProgram {
  const { code, map } = transformSync(typeScript, { loader: "ts", target: "es2022", sourcemap: "external" });
  return { javaScript: code, sourceMap: map };
}
