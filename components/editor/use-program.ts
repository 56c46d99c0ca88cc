"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { MonacoProgram } from "@/lib/client/monaco-program";

/** Where a learner's program is compiled; `load` brings Monaco to the page at the first call. */
export type ProgramHost = {
  readonly program: MonacoProgram | null;
  readonly load: (text: string) => Promise<MonacoProgram>;
};

/**
 * Keeps one Monaco program for a path while the component lives.
 *
 * @param path place of the program, such as `late-records/pipeline.ts`
 * @param loadDeclarations gives what the program may use, as the text of a `.d.ts` file; the same function always
 */
export function useProgram(path: string, loadDeclarations: () => Promise<string>): ProgramHost {
  const [program, setProgram] = useState<MonacoProgram | null>(null);
  const loading = useRef<Promise<MonacoProgram> | null>(null);

  const load = useCallback(
    (text: string): Promise<MonacoProgram> => {
      if (loading.current !== null) return loading.current;
      const opening = openProgram(path, text, loadDeclarations);
      loading.current = opening;
      const isCurrent = (): boolean => loading.current === opening;
      opening.then(
        (opened) => isCurrent() && setProgram(opened),
        () => {
          if (isCurrent()) loading.current = null;
        },
      );
      return opening;
    },
    [path, loadDeclarations],
  );

  useEffect(() => {
    return () => {
      const opened = loading.current;
      loading.current = null;
      setProgram(null);
      opened?.then(
        (it) => it.dispose(),
        () => undefined,
      );
    };
  }, []);

  return { program, load };
}

async function openProgram(
  path: string,
  text: string,
  loadDeclarations: () => Promise<string>,
): Promise<MonacoProgram> {
  const [{ MonacoProgram }, declarations] = await Promise.all([
    import("@/lib/client/monaco-program"),
    loadDeclarations(),
  ]);
  return new MonacoProgram(path, text, declarations);
}
