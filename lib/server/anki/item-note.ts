import "server-only";
import type { ItemMeta, ItemOf } from "@/lib/shared/content/item-schema";
import { scenarioFacts } from "@/lib/shared/content/scenario-facts";
import { formatTime } from "@/lib/shared/content/scenario-time";
import { shuffleBySeed } from "@/lib/shared/content/sequence";
import { studyItemUrl } from "@/lib/shared/content/study-filters";
import { FORMAT_NAMES } from "@/lib/shared/content/vocabulary";
import type { StudyItem } from "../content/parse-item";
import { escapeHtml, inlineHtml, inlineText, markdownHtml } from "./html";
import { CHOICE_NOTE, type NoteType, TEXT_NOTE } from "./note-types";

/** A question as a note of Anki. */
export interface AnkiNote {
  readonly itemId: string;
  readonly type: NoteType;
  /** HTML, in the order of the type's fields. */
  readonly fields: readonly string[];
  /** The first field without markup. */
  readonly sortText: string;
  readonly tags: readonly string[];
  readonly topic: ItemMeta["topic"];
}

/** Makes a note of an item; `origin` is where the links of the note lead back to. */
export function noteOf(item: StudyItem, origin: string): AnkiNote {
  const { meta } = item;
  const type = meta.format === "choice" ? CHOICE_NOTE : TEXT_NOTE;
  const values = meta.format === "choice" ? choiceFields(meta, item, origin) : textFields(item, origin);
  const fields: Record<string, string> = {
    ...values,
    Question: inlineHtml(meta.question),
    Link: linkHtml(meta, origin),
  };
  return {
    ...{ itemId: meta.id, type, topic: meta.topic, tags: tagsOf(meta) },
    fields: type.fields.map((name) => fields[name] ?? ""),
    sortText: inlineText(meta.question),
  };
}

function tagsOf(meta: ItemMeta): string[] {
  const { topic, level, interview, format, frequency, primitive, shape } = meta;
  const facts = { topic, level, interview, format, frequency, primitive, shape };
  return Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name}::${value}`]));
}

function linkHtml(meta: ItemMeta, origin: string): string {
  const own = `<a href="${escapeHtml(origin + studyItemUrl(meta.id))}">Answer it in Tidemark</a>`;
  const sources = meta.sources.map(({ url, title }) => `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>`);
  return [own, ...sources].join(" · ");
}

function choiceFields(meta: ItemOf<"choice">, { sections }: StudyItem, origin: string): Record<string, string> {
  const options = shuffleBySeed(meta.options, meta.id);
  const wrong = options.filter(({ correct }) => !correct);
  return {
    Options: about(meta.answers === "one" ? "One is right." : "Several may be right.") + listHtml(options.map(textOf)),
    Right: listHtml(options.filter(({ correct }) => correct).map(textOf)),
    Answer: markdownHtml(sections.modelAnswer, origin),
    Wrong:
      listHtml(wrong.map((option) => `${textOf(option)}<br>${inlineHtml(option.why ?? "")}`)) +
      markdownHtml(sections.whyOthersAreWrong, origin),
  };
}

function textFields({ meta, sections }: StudyItem, origin: string): Record<string, string> {
  return {
    Given: about(FORMAT_NAMES[meta.format]) + givenHtml(meta),
    Answer: rightHtml(meta) + markdownHtml(sections.modelAnswer, origin),
    Points: "keyPoints" in meta ? listHtml(meta.keyPoints.map(textOf)) : "",
    Misconceptions:
      ("misconceptions" in meta
        ? listHtml(meta.misconceptions.map(({ claim, truth }) => `<i>${inlineHtml(claim)}</i><br>${inlineHtml(truth)}`))
        : "") +
      markdownHtml(sections.whyOthersAreWrong, origin) +
      markdownHtml(sections.misconceptions, origin),
  };
}

/** What stands below the question. */
function givenHtml(meta: ItemMeta): string {
  switch (meta.format) {
    case "ordering":
      return listHtml(shuffleBySeed(meta.steps, meta.id).map(textOf));
    case "matching":
      return listHtml(meta.rows.map(textOf)) + about("to") + listHtml(shuffleBySeed(meta.choices, meta.id).map(textOf));
    case "number":
      return listHtml(meta.given.map(inlineHtml)) + about(`In ${meta.unit}.`);
    case "debug":
      return `<p>${inlineHtml(meta.symptom)}</p><pre>${escapeHtml(meta.code.trimEnd())}</pre>`;
    case "design":
      return listHtml(meta.parts.map(({ label, prompt }) => `<b>${escapeHtml(label)}</b>: ${inlineHtml(prompt)}`));
    case "trace":
      return scenarioHtml(meta.scenario);
    case "choice":
    case "free-text":
      return "";
  }
}

/** What is right, where the model answer only explains it. */
function rightHtml(meta: ItemMeta): string {
  switch (meta.format) {
    case "ordering":
      return `<ol>${meta.steps.map((step) => `<li>${textOf(step)}<br>${inlineHtml(step.why)}</li>`).join("")}</ol>`;
    case "matching": {
      const choices = new Map(meta.choices.map((choice) => [choice.id, textOf(choice)]));
      return listHtml(
        meta.rows.map((row) => `${textOf(row)}: <b>${choices.get(row.choice) ?? ""}</b><br>${inlineHtml(row.why)}`),
      );
    }
    case "number":
      return `<p><b>${meta.answer} ${escapeHtml(meta.unit)}</b></p>`;
    case "debug":
      return listHtml(
        meta.faults.map(
          ({ line, why, fix }) => `<code>${escapeHtml(line)}</code><br>${inlineHtml(why)}<pre>${escapeHtml(fix)}</pre>`,
        ),
      );
    case "choice":
    case "design":
    case "free-text":
    case "trace":
      return "";
  }
}

function scenarioHtml(scenario: ItemOf<"trace">["scenario"]): string {
  const facts = scenarioFacts(scenario).map(([name, value]) => `${escapeHtml(name)}: ${escapeHtml(value)}`);
  const head = ["#", "arrives", "happened", "key", "value", "partition"].map((name) => `<th>${name}</th>`).join("");
  const rows = scenario.elements.map((element, index) => {
    const { arrives, happened, key, value, partition } = element;
    const cells = [index + 1, formatTime(arrives, scenario.times), formatTime(happened, scenario.times)];
    return `<tr>${[...cells, key, value, partition].map((cell) => `<td>${escapeHtml(`${cell}`)}</td>`).join("")}</tr>`;
  });
  return `${listHtml(facts)}<table><tr>${head}</tr>${rows.join("")}</table>`;
}

function textOf({ text }: { readonly text: string }): string {
  return inlineHtml(text);
}

function about(text: string): string {
  return `<p class="about">${escapeHtml(text)}</p>`;
}

function listHtml(entries: readonly string[]): string {
  return entries.length === 0 ? "" : `<ul>${entries.map((entry) => `<li>${entry}</li>`).join("")}</ul>`;
}
