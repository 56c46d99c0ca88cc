/**
 * Prints what the grader gives to answers made by machine from what is right: model answers denied sentence by sentence,
 * model answers whose words are shuffled without and with their marks, answers made of one mistake for each point; and whom it accuses among the strong
 * and good answers of the tuning part. Items whose answers are held out are left out.
 */
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { catalogueOf, isGraded } from "../lib/server/content/grade-lines";
import { readGold } from "../lib/server/content/grading-gold";
import { mean } from "../lib/shared/grader/agreement";
import { createGrader } from "../lib/shared/grader/create-grader";

const ITEMS_MAX = 48;
/** Every fifth item, so that all topics come. */
const STEP = 5;
const PASS_MIN = 0.6;
const FIRST_VERB = /\b(?:is|are|was|were|can|will|must|does|do|has|have)\b(?! not)/;

function deny(sentence: string): string {
  if (FIRST_VERB.test(sentence)) return sentence.replace(FIRST_VERB, "$& not");
  return `It is not true that ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** The same order in every run: words sorted by a hash of their place. */
function shuffle(words: readonly string[]): string[] {
  const rank = (place: number): number => Math.imul(place + 1, 0x9e3779b1) >>> 0;
  return words
    .map((word, place) => ({ word, place }))
    .sort((a, b) => rank(a.place) - rank(b.place))
    .map(({ word }) => word);
}

function main(): void {
  const root = repositoryRoot();
  const { items } = checkItems(root);
  const gold = readGold(root).answers.map((line) => line.gold);
  const heldOut = new Set(gold.filter(({ split }) => split === "held-out").map(({ item }) => item));
  const grader = createGrader();
  const own = items.flatMap(({ meta, sections }) =>
    isGraded(meta) && !heldOut.has(meta.id) ? [{ item: meta, model: sections.modelAnswer ?? "" }] : [],
  );
  const drawn = own.filter((_, index) => index % STEP === 0).slice(0, ITEMS_MAX);
  const attack = (name: string, answerOf: (one: (typeof drawn)[number]) => string): void => {
    const scores = drawn.map((one) => grader.grade(one.item, answerOf(one)).score);
    const passed = scores.filter((score) => score >= PASS_MIN).length;
    const earning = scores.filter((score) => score > 0).length;
    console.log(
      `${name.padEnd(18)} ${scores.length} answers, ${passed} pass, ${earning} earn something; mean ${mean(scores).toFixed(2)}`,
    );
  };
  const prose = (model: string): string => model.replace(/```[\s\S]*?```/g, "").replace(/[*`#]/g, "");
  attack("denied", ({ model }) =>
    prose(model)
      .split(/(?<=[.!?])\s+/)
      .map(deny)
      .join(" "),
  );
  attack("shuffled", ({ model }) => shuffle(prose(model).match(/[^\s.,;:()!?]+/g) ?? []).join(" "));
  attack("shuffled, marks", ({ model }) => shuffle(prose(model).split(/\s+/)).join(" "));
  attack("all mistaken", ({ item }) => item.keyPoints.flatMap(({ mistakes = [] }) => mistakes[0] ?? []).join(". "));

  const catalogue = catalogueOf(items);
  let metCount = 0;
  let accusedCount = 0;
  for (const { item: id, split, kind, answer, marks } of gold) {
    const item = catalogue.find(id);
    if (item === null || split !== "tuning" || (kind !== "strong" && kind !== "good")) continue;
    for (const { id: point, verdict } of grader.grade(item, answer).points) {
      if (marks.readerA.points[point] !== "met") continue;
      metCount += 1;
      if (verdict === "contradicted") accusedCount += 1;
    }
  }
  console.log(
    `accused wrongly    ${accusedCount} of ${metCount} points that a reader found met in strong and good answers`,
  );
}

main();
