import "server-only";
import type { ContentFault } from "./content-fault";
import { listFiles } from "./content-files";
import { readScene, SCENES_FOLDER, sceneIds } from "./scenes";

const FILES: readonly string[] = ["scene.md", "program.mjs"];

/** Checks the files of every guided scene, its front matter and its order; tests run the scenes. */
export function checkScenes(root: string): { readonly count: number; readonly faults: readonly ContentFault[] } {
  const ids = sceneIds(root);
  const faults: ContentFault[] = [];
  const orders = new Map<number, string>();
  for (const id of ids) {
    const folder = `${SCENES_FOLDER}/${id}`;
    const file = `${folder}/scene.md`;
    const say = (message: string, remedy: string) => faults.push({ file, line: 1, message, remedy });
    const names = listFiles(root, folder).map((path) => path.slice(folder.length + 1));
    for (const name of FILES.filter((each) => !names.includes(each))) say(`${name} is missing.`, "Write it.");
    for (const name of names.filter((each) => !FILES.includes(each)))
      say(`${name} is no file of a scene.`, "Remove it.");
    if (FILES.some((each) => !names.includes(each))) continue;
    try {
      const { meta } = readScene(root, id);
      if (meta.id !== id) say(`Its id is "${meta.id}".`, "Name the folder like the id.");
      const other = orders.get(meta.order);
      if (other !== undefined)
        say(`Its place ${meta.order} is taken by ${other}.`, "Give each scene a place of its own.");
      orders.set(meta.order, id);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), "Correct the file; docs/CONTENT.md shows one.");
    }
  }
  return { count: ids.length, faults };
}
