/**
 * `npm run conformance -- DIR`: replays the recordings in a folder (default: conformance/recordings), prints a line
 * for each family and the first difference of each failure, and exits with 1 when anything fails.
 */
import { FAMILY_ADAPTERS } from "../conformance/families/index";
import { formatReport, notCoveredCount } from "../conformance/replay";
import { runConformance } from "../conformance/run";

const folder = process.argv[2] ?? "conformance/recordings";
const reports = runConformance(folder, FAMILY_ADAPTERS);
for (const report of reports) console.log(formatReport(report));
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
const failed = reports.reduce((sum, report) => sum + report.failures.length, 0);
const missing = reports.reduce((sum, report) => sum + notCoveredCount(report), 0);
console.log(`${passed} passed, ${failed} failed, ${missing} not covered`);
process.exit(failed > 0 ? 1 : 0);
