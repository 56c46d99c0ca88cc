import "server-only";
import { type GoldAnswer, goldAnswerSchema } from "@/lib/shared/grader/gold-schema";
import type { Grader } from "@/lib/shared/grader/grade";
import { GRADER_VERSION } from "@/lib/shared/grader/grade";
import { type MarkedAnswer, reportOf } from "@/lib/shared/grader/grading-report";
import { type GradingReport, gradingReportSchema } from "@/lib/shared/grader/grading-report-schema";
import type { ContentFault } from "./content-fault";
import { listFiles, readText } from "./content-files";
import { catalogueOf } from "./grade-lines";
import type { StudyItem } from "./parse-item";

export const GOLD_FOLDER = "content/grading-gold";
/** Written by `npm run grading:report`; the page shows it. */
export const REPORT_FILE = "content/grading-report.json";

const LINE_REMEDY = "Write one JSON object on the line, as lib/shared/grader/gold-schema.ts says.";

interface GoldLine {
  readonly gold: GoldAnswer;
  readonly file: string;
  readonly line: number;
}

/** Reads the answers that two readers have marked, and names the lines that do not hold. */
export function readGold(root: string): {
  readonly answers: readonly GoldLine[];
  readonly faults: readonly ContentFault[];
} {
  const answers: GoldLine[] = [];
  const faults: ContentFault[] = [];
  for (const file of listFiles(root, GOLD_FOLDER).filter((path) => path.endsWith(".jsonl"))) {
    readText(root, file)
      .split("\n")
      .forEach((text, index) => {
        if (text.trim() === "") return;
        const line = index + 1;
        const parsed = goldAnswerSchema.safeParse(parseJson(text));
        if (parsed.success) answers.push({ gold: parsed.data, file, line });
        else {
          const [issue] = parsed.error.issues;
          faults.push({ file, line, message: `${issue?.path.join(".")}: ${issue?.message}`, remedy: LINE_REMEDY });
        }
      });
  }
  return { answers, faults };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface GoldReport {
  /** Null where there is no held-out answer yet. */
  readonly report: GradingReport | null;
  readonly faults: readonly ContentFault[];
}

/** Grades all marked answers and gives the report on those held out; an answer to an unknown item is a fault. */
export function buildGradingReport(root: string, items: readonly StudyItem[], grader: Grader): GoldReport {
  const catalogue = catalogueOf(items);
  const { answers, faults } = readGold(root);
  const all = [...faults];
  const splits = new Map<string, string>();
  const marked: MarkedAnswer[] = [];
  for (const { gold, file, line } of answers) {
    const item = catalogue.find(gold.item);
    const split = splits.get(gold.item) ?? gold.split;
    splits.set(gold.item, split);
    if (item === null) {
      all.push({ file, line, message: `No graded item has the id "${gold.item}".`, remedy: "Correct the id." });
    } else if (split !== gold.split) {
      const message = `The item "${gold.item}" is in both splits.`;
      all.push({ file, line, message, remedy: "Put all answers to an item into one split." });
    } else {
      const unmarked = item.keyPoints.filter(({ id }) => !hasMark(gold, id)).map(({ id }) => id);
      if (unmarked.length > 0) {
        const message = `A reader has not marked ${unmarked.join(", ")}.`;
        all.push({ file, line, message, remedy: "Have every key point of the item marked by both readers." });
      }
      marked.push({ gold, grade: grader.grade(item, gold.answer) });
    }
  }
  return { report: reportOf(marked, GRADER_VERSION), faults: all };
}

function hasMark({ marks }: GoldAnswer, id: string): boolean {
  return Object.hasOwn(marks.readerA.points, id) && Object.hasOwn(marks.readerB.points, id);
}

/** The report as it was last written; null where its file is missing or does not say what a report says. */
export function loadGradingReport(root: string): GradingReport | null {
  if (!listFiles(root, "content").includes(REPORT_FILE)) return null;
  return gradingReportSchema.safeParse(parseJson(readText(root, REPORT_FILE))).data ?? null;
}

/** The text of the report's file. */
export function reportText(report: GradingReport | null): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Names what is wrong with the marked answers, and a report that is not the one that they give today. */
export function checkGradingReport(root: string, items: readonly StudyItem[], grader: Grader): ContentFault[] {
  const { report, faults } = buildGradingReport(root, items, grader);
  const kept = listFiles(root, "content").includes(REPORT_FILE) ? readText(root, REPORT_FILE) : null;
  if ((report === null && kept === null) || kept === reportText(report)) return [...faults];
  const message = "The grading report is not what the grader gives today.";
  return [
    ...faults,
    { file: REPORT_FILE, line: 1, message, remedy: "Run npm run grading:report and commit the file." },
  ];
}
