// npm run build: checks the content and builds for production, whatever was built before.
import { buildForProduction, buildInputs, checkContent } from "./lib/build.mjs";
import { generateSources } from "./lib/prepare.mjs";
import { StepFailure, step } from "./lib/progress.mjs";

try {
  await step("Generated sources", generateSources);
  await step("Content", checkContent);
  await step("Build", (say) => buildForProduction(say, buildInputs()));
} catch (thrown) {
  console.error(thrown instanceof StepFailure ? `\n${thrown.message}` : thrown);
  process.exit(1);
}
