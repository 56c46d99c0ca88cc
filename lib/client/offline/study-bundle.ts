import "client-only";
import { STUDY_BUNDLE } from "@/lib/shared/offline/cache-rules";
import type { BundledItem, StudyBundle } from "@/lib/shared/offline/study-bundle";

/** The content as this page reads it. */
export interface LoadedBundle extends StudyBundle {
  readonly byId: ReadonlyMap<string, BundledItem>;
}

let loaded: Promise<LoadedBundle> | null = null;

/** All study content, unpacked: from this device where it is kept, else from the server. Rejects when it is at neither. */
export function loadStudyBundle(): Promise<LoadedBundle> {
  loaded ??= read().catch((thrown: unknown) => {
    loaded = null;
    throw thrown;
  });
  return loaded;
}

async function read(): Promise<LoadedBundle> {
  const response = await fetch(STUDY_BUNDLE);
  if (!response.ok || response.body === null) throw new Error(`the content cannot be read: ${response.status}`);
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  const bundle = (await new Response(unpacked).json()) as StudyBundle;
  return { ...bundle, byId: new Map(bundle.items.map((item) => [item.meta.id, item])) };
}
