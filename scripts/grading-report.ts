/** Prints how far the grader agrees with two readers, on held-out items only, and writes content/grading-report.json. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { buildGradingReport, REPORT_FILE, reportText } from "../lib/server/content/grading-gold";
import { createGrader } from "../lib/shared/grader/create-grader";
import type { GradingReport } from "../lib/shared/grader/grading-report-schema";

function main(): void {
  const root = repositoryRoot();
  const { report, faults } = buildGradingReport(root, checkItems(root).items, createGrader());
  for (const fault of faults) console.error(`${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`);
  if (faults.length > 0) process.exitCode = 1;
  if (report === null) {
    console.log("There is no held-out answer in content/grading-gold yet, so there is nothing to report.");
    return;
  }
  writeFileSync(join(root, REPORT_FILE), reportText(report));
  print(report);
}

function print(report: GradingReport): void {
  const figure = (value: number): string => value.toFixed(3).padStart(7);
  console.log(
    `Grader ${report.version}, on held-out items only: ${report.answerCount} answers to ${report.itemCount} items`,
  );
  console.log("                          grader  readers");
  console.log(`quadratic kappa, 5 bands ${figure(report.kappa.grader)}  ${figure(report.kappa.readers)}`);
  console.log(`Pearson                  ${figure(report.pearson.grader)}  ${figure(report.pearson.readers)}`);
  console.log(`F1 of key points         ${figure(report.pointF1.grader)}  ${figure(report.pointF1.readers)}`);
  for (const [name, { from, to }] of Object.entries(report.intervals)) {
    console.log(`${name} of the grader, 95 of 100 draws of items: ${figure(from)} to ${figure(to)}`);
  }
  console.log(
    `mean error ${figure(report.meanError.grader)}; ${figure(report.openShare)} of the points left to the learner`,
  );
  for (const third of report.thirds) {
    const range = `${third.from.toFixed(2)} to ${third.to.toFixed(2)}`;
    const line = `mean difference ${range.padEnd(8)}`;
    console.log(
      `${line.padEnd(25).slice(0, 32)}${figure(third.grader)}  ${figure(third.readers)}  (${third.count} answers)`,
    );
  }
  for (const { kind, count, meanGrader, meanReaders } of report.kinds) {
    console.log(
      `${kind.padEnd(18)} ${count} answers; mean ${meanGrader.toFixed(2)}, readers ${meanReaders.toFixed(2)}`,
    );
  }
  for (const attack of report.attacks) {
    console.log(
      `${attack.kind.padEnd(18)} ${attack.count} answers, ${attack.falsePassCount} pass wrongly; mean ${attack.meanGrader.toFixed(2)}, readers ${attack.meanReaders.toFixed(2)}`,
    );
  }
  for (const aim of report.aims) console.log(`${aim.isMet ? "met   " : "missed"}  ${aim.text}`);
}

main();
