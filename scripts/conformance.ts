/**
 * `npm run conformance -- [DIR] [--state-backend rocksdb] [--changelog]`: replays the recordings in a folder (default:
 * conformance/recordings), prints a line for each family and the first difference of each failure, and exits with 1 when
 * anything fails. With another state backend than Flink's default, on which they were made, what Flink leaves to the
 * backend is not compared (conformance/backend-dependent.ts).
 */
import { parseArgs } from "node:util";
import { UNWATCHED } from "../conformance/adapter";
import { FAMILY_ADAPTERS } from "../conformance/families/index";
import { formatReport, notCoveredCount } from "../conformance/replay";
import { runConformance } from "../conformance/run";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "state-backend": { type: "string", default: "hashmap" },
    changelog: { type: "boolean", default: false },
  },
});
const [folder = "conformance/recordings"] = positionals;
const type = values["state-backend"];
if (type !== "hashmap" && type !== "rocksdb") throw new Error("The state backends are hashmap and rocksdb.");
const reports = runConformance(folder, FAMILY_ADAPTERS, {
  ...UNWATCHED,
  stateBackend: { type, changelog: values.changelog },
});
for (const report of reports) console.log(formatReport(report));
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
const failed = reports.reduce((sum, report) => sum + report.failures.length, 0);
const missing = reports.reduce((sum, report) => sum + notCoveredCount(report), 0);
console.log(`${passed} passed, ${failed} failed, ${missing} not covered`);
process.exit(failed > 0 ? 1 : 0);
