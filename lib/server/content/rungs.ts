import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "@/lib/shared/app-error";
import { type RungQuestion, rungQuestionSchema } from "@/lib/shared/interview/rung-schema";
import { type InterviewRung, interviewRungs } from "@/lib/shared/schemas/interview";
import type { ContentFault } from "./content-fault";
import { listFiles, readText, repositoryRoot } from "./content-files";
import { parseFrontMatter } from "./front-matter";
import { type ItemSections, parseItemBody } from "./item-body";

/** One interview question with its model answer, as content/interview/*.md writes it. */
export interface RungContent {
  readonly question: RungQuestion;
  readonly sections: ItemSections;
  /** Checksum of the file; answers are stored with it. */
  readonly version: string;
  readonly file: string;
}

const FOLDER = "content/interview";
let loaded: ReadonlyMap<InterviewRung, RungContent> | null = null;

/** The question of each rung, read once for each process. Throws CONTENT_FAULTY where the content check would fail. */
export function loadRungs(): ReadonlyMap<InterviewRung, RungContent> {
  if (loaded !== null && process.env.NODE_ENV !== "development") return loaded;
  const { rungs, faults } = checkRungs(repositoryRoot());
  if (faults.length > 0) {
    const lines = faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
    throw new AppError("CONTENT_FAULTY", lines.join("\n"));
  }
  loaded = rungs;
  return rungs;
}

/** The question of one rung; throws CONTENT_FAULTY where it is missing. */
export function rungContent(rung: InterviewRung): RungContent {
  const content = loadRungs().get(rung);
  if (content === undefined) throw new AppError("CONTENT_FAULTY", `no question for the rung ${rung}`);
  return content;
}

/** Reads every interview question and names each fault with file, line and remedy. */
export function checkRungs(root: string): { rungs: ReadonlyMap<InterviewRung, RungContent>; faults: ContentFault[] } {
  const rungs = new Map<InterviewRung, RungContent>();
  const faults: ContentFault[] = [];
  for (const file of listFiles(root, FOLDER)) {
    const result = parseRung(file, readText(root, file));
    faults.push(...result.faults);
    if (result.content === null) continue;
    const { rung } = result.content.question;
    const before = rungs.get(rung);
    if (before !== undefined) {
      faults.push({
        file,
        line: 1,
        message: `The rung "${rung}" is taken by ${before.file}.`,
        remedy: "Give each rung one question.",
      });
    }
    rungs.set(rung, result.content);
  }
  for (const rung of interviewRungs) {
    if (rungs.has(rung)) continue;
    faults.push({
      file: FOLDER,
      line: 1,
      message: `The rung "${rung}" has no question.`,
      remedy: `Add a file with "rung: ${rung}".`,
    });
  }
  return { rungs, faults };
}

function parseRung(file: string, text: string): { content: RungContent | null; faults: ContentFault[] } {
  const frontMatter = parseFrontMatter(text);
  if (!frontMatter.ok) {
    const fault = {
      file,
      line: frontMatter.line,
      message: frontMatter.message,
      remedy: "Begin with front matter between lines of ---.",
    };
    return { content: null, faults: [fault] };
  }
  const { value } = frontMatter;
  const body = parseItemBody(value.body);
  const faults: ContentFault[] = body.faults.map((fault) => ({
    ...fault,
    file,
    line: fault.line + value.bodyLine - 1,
  }));
  const parsed = rungQuestionSchema.safeParse(value.data);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
      faults.push({
        file,
        line: value.lineOf(path),
        message: `${path.join(".") || "The front matter"}: ${issue.message}`,
        remedy: "Compare with lib/shared/interview/rung-schema.ts and the other rungs.",
      });
    }
    return { content: null, faults };
  }
  const version = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return { content: { question: parsed.data, sections: body.sections, version, file }, faults };
}
