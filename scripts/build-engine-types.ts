/**
 * Writes `generated/engine-types.ts`: the declarations of everything that `engine/worker/learner-api.ts` offers to
 * programs, as one ambient text for the editor and for the check of the exercises.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { engineTypesText } from "./engine-types/ambient-text";
import { declarationFiles } from "./engine-types/declaration-files";

const files = declarationFiles(process.cwd(), "engine/worker/learner-api.ts");
const text = engineTypesText(files);
mkdirSync("generated", { recursive: true });
writeFileSync(
  "generated/engine-types.ts",
  `/** Made by scripts/build-engine-types.ts: what programs may use, as the text of a .d.ts file. */\nexport const ENGINE_TYPES =\n  ${JSON.stringify(text)};\n`,
);
console.log(`generated/engine-types.ts: ${text.split("\n").length} lines, ${Math.round(text.length / 1024)} kB`);
