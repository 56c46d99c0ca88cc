import "server-only";
import { PRIMITIVES, type Primitive } from "@/lib/shared/content/vocabulary";
import { type PrimitivePage, primitiveMetaSchema } from "@/lib/shared/scenes/primitive-schema";
import type { ContentFault } from "./content-fault";
import { folderSignature, listFiles, readText, repositoryRoot } from "./content-files";
import { readMeta } from "./read-meta";

/** Where the teaching pages live; each folder in it is one, named by the primitive. */
const PRIMITIVES_FOLDER = "content/primitives";

const RUN_HEADING = /^## In the run$/m;

/** One page from its folder. Throws with file and line when something in it does not parse. */
function readPrimitive(root: string, id: Primitive): PrimitivePage {
  const folder = `${PRIMITIVES_FOLDER}/${id}`;
  const file = `${folder}/primitive.md`;
  const { meta, body } = readMeta(root, file, primitiveMetaSchema);
  if (meta.id !== id) throw new Error(`${file}:2 The id "${meta.id}" is not the name of the folder.`);
  const [teaching = "", inTheRun] = body.split(RUN_HEADING);
  if (inTheRun === undefined) throw new Error(`${file}:1 Say under "## In the run" what to look at.`);
  return {
    meta,
    teaching: teaching.trim(),
    inTheRun: inTheRun.trim(),
    program: readText(root, `${folder}/program.mjs`),
  };
}

let loaded: { readonly pages: readonly PrimitivePage[]; readonly signature: string } | null = null;

/** All seven pages in their order, read once for each process; in development again when a file has changed. */
export function loadPrimitives(): readonly PrimitivePage[] {
  const root = repositoryRoot();
  const signature = process.env.NODE_ENV === "development" ? folderSignature(root, PRIMITIVES_FOLDER) : "";
  if (loaded === null || loaded.signature !== signature) {
    loaded = { pages: PRIMITIVES.map((id) => readPrimitive(root, id)), signature };
  }
  return loaded.pages;
}

/** The page of this primitive, or null when there is none of this name. */
export function loadPrimitive(id: string): PrimitivePage | null {
  return loadPrimitives().find(({ meta }) => meta.id === id) ?? null;
}

/** Every primitive has its page, and the question of each is a study item. */
export function checkPrimitives(root: string, itemIds: ReadonlySet<string>): ContentFault[] {
  const faults: ContentFault[] = [];
  for (const id of PRIMITIVES) {
    const file = `${PRIMITIVES_FOLDER}/${id}/primitive.md`;
    const say = (message: string, remedy: string) => faults.push({ file, line: 1, message, remedy });
    if (!listFiles(root, PRIMITIVES_FOLDER).includes(file)) {
      say(`The primitive "${id}" has no page.`, "Write primitive.md and program.mjs.");
      continue;
    }
    try {
      const { meta } = readPrimitive(root, id);
      if (!itemIds.has(meta.item)) say(`No item has the id "${meta.item}".`, "Name the item that asks about it.");
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), "Correct the file; docs/CONTENT.md shows one.");
    }
  }
  return faults;
}
