import "server-only";
import { type Scene, sceneMetaSchema } from "@/lib/shared/scenes/scene-schema";
import { folderSignature, listFiles, readText, repositoryRoot } from "./content-files";
import { readMeta } from "./read-meta";

/** Where the guided scenes live; each folder in it is one, named by its id. */
export const SCENES_FOLDER = "content/scenes";

const WHY_HEADING = /^## Why$/m;

/** The ids of all scenes, in alphabetical order. */
export function sceneIds(root: string): string[] {
  const ids = listFiles(root, SCENES_FOLDER).map((file) => file.split("/")[2] ?? "");
  return [...new Set(ids)].filter((id) => id !== "").sort();
}

/** One scene from its folder. Throws with file and line when something in it does not parse. */
export function readScene(root: string, id: string): Scene {
  const folder = `${SCENES_FOLDER}/${id}`;
  const { meta, body } = readMeta(root, `${folder}/scene.md`, sceneMetaSchema);
  const [intro = "", why] = body.split(WHY_HEADING);
  if (why === undefined) throw new Error(`${folder}/scene.md:1 The explanation is missing: write it under "## Why".`);
  return { meta, intro: intro.trim(), why: why.trim(), program: readText(root, `${folder}/program.mjs`) };
}

let loaded: { readonly scenes: readonly Scene[]; readonly signature: string } | null = null;

/** All scenes in their order, read once for each process; in development again when a file has changed. */
export function loadScenes(): readonly Scene[] {
  const root = repositoryRoot();
  const signature = process.env.NODE_ENV === "development" ? folderSignature(root, SCENES_FOLDER) : "";
  if (loaded === null || loaded.signature !== signature) {
    const scenes = sceneIds(root).map((id) => readScene(root, id));
    loaded = { scenes: scenes.sort((a, b) => a.meta.order - b.meta.order), signature };
  }
  return loaded.scenes;
}

/** The scene of this id, or null when there is none. */
export function loadScene(id: string): Scene | null {
  return loadScenes().find((scene) => scene.meta.id === id) ?? null;
}
