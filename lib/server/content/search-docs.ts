import "server-only";
import type { CheatSheet } from "@/lib/shared/content/cheat-sheet-schema";
import type { ItemMeta } from "@/lib/shared/content/item-schema";
import { FORMAT_NAMES, PRIMITIVE_NAMES, TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { COMMANDS, PAGES } from "@/lib/shared/search/places";
import type { SearchDoc } from "@/lib/shared/search/search-doc";
import { FIELD_TERMS } from "@/lib/shared/search/synonyms";
import { loadExercises } from "./exercises";
import { loadStudyContent } from "./load-items";
import type { StudyItem } from "./parse-item";
import { loadPrimitives } from "./primitives";
import { loadRungs } from "./rungs";
import { loadScenes } from "./scenes";

const NOTHING = { text: "", about: "", terms: "", body: "" } as const;

/** Everything of the content that can be found, with the pages and commands; what is the learner's own is not in it. */
export function searchDocs(): SearchDoc[] {
  const { items, cheatSheet } = loadStudyContent();
  return [
    ...COMMANDS.map(({ id, title, terms }): SearchDoc => ({ ...NOTHING, id, group: "command", title, terms })),
    ...PAGES.map(({ href, title, terms }): SearchDoc => ({ ...NOTHING, id: href, group: "page", title, terms })),
    ...cheatSheet.map(cheatSheetDoc),
    ...items.map(itemDoc),
    ...exerciseDocs(),
    ...sceneDocs(),
    ...primitiveDocs(),
    ...interviewDocs(),
    ...termDocs(items),
  ];
}

function cheatSheetDoc({ id, title, rows }: CheatSheet[number]): SearchDoc {
  return {
    id: `/study/cheat-sheet#${id}`,
    group: "page",
    title: `Cheat sheet: ${title}`,
    text: rows.map(({ need }) => need).join("\n"),
    about: rows.length === 1 ? "1 row" : `${rows.length} rows`,
    terms: "",
    body: rows.map(({ answer }) => answer).join("\n"),
  };
}

function itemDoc({ meta, sections }: StudyItem): SearchDoc {
  const { key, rest } = answerWords(meta);
  const place = [TOPIC_NAMES[meta.topic], meta.level, FORMAT_NAMES[meta.format].toLowerCase()];
  return {
    id: `/study/${meta.id}`,
    group: "question",
    title: meta.title,
    text: meta.question,
    about: place.join(" · "),
    terms: [...place, meta.primitive === undefined ? "" : PRIMITIVE_NAMES[meta.primitive], ...key].join("\n"),
    body: [...Object.values(sections), ...rest].join("\n"),
  };
}

/** What the answer says: its key statements, and what else is said with it. */
function answerWords(meta: ItemMeta): { key: string[]; rest: string[] } {
  switch (meta.format) {
    case "choice":
      return {
        key: meta.options.filter((option) => option.correct).map((option) => option.text),
        rest: meta.options.flatMap(({ text, why = "", correct }) => (correct ? [why] : [text, why])),
      };
    case "ordering":
      return { key: meta.steps.map((step) => step.text), rest: meta.steps.map((step) => step.why) };
    case "matching":
      return {
        key: [...meta.rows, ...meta.choices].map((part) => part.text),
        rest: meta.rows.map((row) => row.why),
      };
    case "number":
      return { key: meta.given, rest: meta.mistakes.map((mistake) => mistake.why) };
    case "debug":
      return {
        key: [meta.symptom, ...meta.faults.map((fault) => fault.why)],
        rest: [meta.code, ...meta.suspects.map((line) => line.why)],
      };
    case "free-text":
    case "design":
      return {
        key: meta.keyPoints.map((point) => point.text),
        rest: meta.misconceptions.map((each) => each.truth),
      };
    case "trace":
      return { key: [], rest: [] };
  }
}

function exerciseDocs(): SearchDoc[] {
  return loadExercises().map(({ meta, task, discussion }) => ({
    id: `/code/${meta.id}`,
    group: "exercise",
    title: meta.title,
    text: meta.summary,
    about: `${TOPIC_NAMES[meta.topic]} · ${meta.level}`,
    terms: task,
    body: discussion,
  }));
}

function sceneDocs(): SearchDoc[] {
  return loadScenes().map(({ meta, intro, why }) => ({
    id: `/study/scenes/${meta.id}`,
    group: "scene",
    title: meta.title,
    text: meta.summary,
    about: `${TOPIC_NAMES[meta.topic]} · ${meta.level}`,
    terms: intro,
    body: why,
  }));
}

function primitiveDocs(): SearchDoc[] {
  return loadPrimitives().map(({ meta, teaching, inTheRun }) => ({
    id: `/study/primitives/${meta.id}`,
    group: "primitive",
    title: PRIMITIVE_NAMES[meta.id],
    text: meta.summary,
    about: "one of the seven primitives",
    terms: teaching,
    body: inTheRun,
  }));
}

function interviewDocs(): SearchDoc[] {
  return [...loadRungs().values()].map(({ question, sections }) => ({
    id: `/interview#${question.rung}`,
    group: "interview",
    title: question.name,
    text: question.question,
    about: `a rung of the mock interview · ${question.minutes} min`,
    terms: question.points.map((point) => point.text).join("\n"),
    body: Object.values(sections).join("\n"),
  }));
}

/** The terms of the field as the questions write them, each leading to the questions that speak of it. */
function termDocs(items: readonly StudyItem[]): SearchDoc[] {
  const questions = items.map(({ meta }) => `${meta.title}\n${meta.question}`);
  return FIELD_TERMS.flatMap(({ name, others }): SearchDoc[] => {
    const pattern = new RegExp(`\\b${name.replaceAll(" ", "[ -]?")}`, "i");
    const spellings = questions.flatMap((text) => pattern.exec(text)?.[0] ?? []);
    const title = mostFrequent(spellings);
    if (title === null) return [];
    return [
      {
        ...NOTHING,
        id: `/study?${new URLSearchParams({ q: title }).toString()}`,
        group: "term",
        title,
        text: others.length === 0 ? "" : `also ${others.join(", ")}`,
        about: spellings.length === 1 ? "in 1 question" : `in ${spellings.length} questions`,
      },
    ];
  }).filter((doc, index, all) => all.findIndex(({ id }) => id === doc.id) === index);
}

function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  return best?.[0] ?? null;
}
