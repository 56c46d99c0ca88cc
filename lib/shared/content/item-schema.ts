/** The front matter of a study item: one schema per format, told apart by `format`. docs/CONTENT.md shows each in use. */
import { z } from "zod";
import { sentenceSchema, slugSchema } from "./field-schemas";
import { scenarioSchema } from "./scenario-schema";
import { FREQUENCIES, INTERVIEW_LEVELS, LEVELS, PRIMITIVES, PROBLEM_SHAPES, TOPICS } from "./vocabulary";

/** Ids of answer parts reach the page before the answer, so they hold no digit that could tell a place. */
const partIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z]+(-[a-z]+)*$/, "Use small letters and single hyphens only; a digit could give the answer away.");

const DOCS = "https://nightlies.apache.org/flink/flink-docs-release-2.3/";
const SOURCE_URL =
  /^https:\/\/(nightlies\.apache\.org\/flink\/(flink-docs-release-2\.3|flink-cdc-docs-release-\d+\.\d+|flink-kubernetes-operator-docs-release-\d+\.\d+)\/\S+|github\.com\/apache\/flink\/blob\/release-2\.3(\.\d+)?\/\S+|github\.com\/apache\/flink-(connector-[a-z-]+|cdc|kubernetes-operator|training)\/blob\/\S+|cwiki\.apache\.org\/confluence\/\S*FLIP-?\d+\S*)$/;

const sourceSchema = z.strictObject({
  title: z.string().trim().min(3).max(120),
  url: z
    .string()
    .regex(
      SOURCE_URL,
      `Link ${DOCS}..., https://github.com/apache/flink/blob/release-2.3.0/..., a connector's repository or a FLIP.`,
    ),
});

/** A run that is shown with the answer: the example of a primitive or a scene, which the engine makes in the page. */
const figureSchema = z.strictObject({
  /** The id of a scene or a primitive. */
  run: slugSchema,
  /** The variant of the scene; by default the one that its question is about. */
  variant: slugSchema.optional(),
  /** What to look at in the run, and what it shows of the answer. */
  caption: sentenceSchema,
});
export type ItemFigure = z.infer<typeof figureSchema>;

const common = {
  id: slugSchema,
  title: z.string().trim().min(3).max(80),
  question: z.string().trim().min(10).max(400),
  level: z.enum(LEVELS),
  topic: z.enum(TOPICS),
  frequency: z.enum(FREQUENCIES),
  flinkVersions: z.string().trim().min(3).max(40),
  minutes: z.number().min(0.5).max(20),
  /** Rows of the facts base that the item answers; empty where the question is of our own. */
  covers: z.array(z.string()).default([]),
  /** The lowest interview level at which the question is put; the sets L4, L5 and L6 are drawn from it. */
  interview: z.enum(INTERVIEW_LEVELS),
  /** The one of the seven primitives that the question is about, where it is about one. */
  primitive: z.enum(PRIMITIVES).optional(),
  /** The problem shape that the question belongs to, where it belongs to one. */
  shape: z.enum(PROBLEM_SHAPES).optional(),
  sources: z.array(sourceSchema).min(1, "Link at least one page of Flink's documentation or sources."),
  related: z.array(slugSchema).default([]),
  figure: figureSchema.optional(),
};

const optionSchema = z.strictObject({
  id: partIdSchema,
  text: sentenceSchema,
  correct: z.boolean().default(false),
  why: sentenceSchema.optional(),
});

const choiceSchema = z.strictObject({
  ...common,
  format: z.literal("choice"),
  answers: z.enum(["one", "many"]),
  options: z.array(optionSchema).min(3).max(8),
});

const orderingSchema = z.strictObject({
  ...common,
  format: z.literal("ordering"),
  /** In the right order; the page shuffles them. */
  steps: z
    .array(z.strictObject({ id: partIdSchema, text: sentenceSchema, why: sentenceSchema }))
    .min(3)
    .max(10),
});

const matchingSchema = z.strictObject({
  ...common,
  format: z.literal("matching"),
  rows: z
    .array(z.strictObject({ id: partIdSchema, text: sentenceSchema, choice: partIdSchema, why: sentenceSchema }))
    .min(3)
    .max(8),
  choices: z
    .array(z.strictObject({ id: partIdSchema, text: sentenceSchema, why: sentenceSchema.optional() }))
    .min(2)
    .max(8),
});

const numberSchema = z.strictObject({
  ...common,
  format: z.literal("number"),
  answer: z.number(),
  unit: z.string().trim().min(1).max(24),
  /** Absolute, in the same unit; 0 asks for the exact number. */
  tolerance: z.number().min(0),
  given: z.array(sentenceSchema).default([]),
  mistakes: z
    .array(z.strictObject({ value: z.number(), why: sentenceSchema }))
    .min(1, "Explain at least one wrong number."),
});

const traceSchema = z.strictObject({ ...common, format: z.literal("trace"), scenario: scenarioSchema });

/** A word or short phrase in small letters, as the grader looks it up; its lexicon adds forms and synonyms. */
const termSchema = z.string().trim().min(1).max(60);

/** How the same statement is made in other words; a whole statement, not a keyword. */
const sayingSchema = z.string().trim().min(8).max(240);

const keyPointSchema = z.strictObject({
  id: partIdSchema,
  /** The statement itself, true and complete. */
  text: sentenceSchema,
  weight: z.number().int().min(1).max(3),
  /** What an interviewer asks when the point was not made. */
  followUp: sentenceSchema,
  /** The statement in other words, as people say it. */
  says: z.array(sayingSchema).min(2, "Say it in at least two other ways.").max(10),
  /** How candidates get the point wrong: whole sentences, each false and incompatible with the statement. */
  mistakes: z.array(sayingSchema).max(8).optional(),
  /** The ideas without which the statement is not made; each a list of terms of which one must stand. */
  needs: z.array(z.array(termSchema).min(1).max(16)).min(1, "Name at least one idea that must be there.").max(5),
  /** The part of a design that the point belongs to. */
  part: partIdSchema.optional(),
});

const misconceptionSchema = z.strictObject({
  id: partIdSchema,
  /** The wrong statement, as people make it. */
  claim: sentenceSchema,
  /** The same mistake in other words. */
  says: z.array(sayingSchema).min(1, "Say the mistake in at least one other way.").max(8),
  /** What is true instead. */
  truth: sentenceSchema,
  /** The key points that the mistake contradicts. */
  against: z.array(partIdSchema).default([]),
  /** Whether an answer that claims it has missed the heart of the question; it then earns at most half. */
  central: z.boolean().default(false),
});

const gradedText = {
  keyPoints: z.array(keyPointSchema).min(2, "Give at least two key points.").max(12),
  misconceptions: z.array(misconceptionSchema).min(1, "Name at least one misconception.").max(8),
};

const freeTextSchema = z.strictObject({ ...common, format: z.literal("free-text"), ...gradedText });

/** A system design: the answer is written in parts and graded by key points like free text. */
const designSchema = z.strictObject({
  ...common,
  format: z.literal("design"),
  parts: z
    .array(z.strictObject({ id: partIdSchema, label: z.string().trim().min(3).max(60), prompt: sentenceSchema }))
    .min(2)
    .max(8),
  ...gradedText,
});

const lineSchema = z.strictObject({
  /** The whole line of the program, without its indent; it must stand there exactly once. */
  line: z.string().trim().min(1).max(200),
  why: sentenceSchema,
});

/** A program with a fault: the learner marks the line or lines that cause it. */
const debugSchema = z.strictObject({
  ...common,
  format: z.literal("debug"),
  language: z.enum(["java", "sql", "yaml", "ts", "text"]),
  /** What was seen: the wrong output, the message, the metric. */
  symptom: sentenceSchema,
  code: z.string().min(20).max(4_000),
  /** The lines that are wrong; `fix` is what stands there instead. */
  faults: z
    .array(lineSchema.extend({ fix: z.string().trim().min(1).max(400) }))
    .min(1)
    .max(4),
  /** Lines that are suspected although they are right, each with the reason. */
  suspects: z.array(lineSchema).min(2, "Explain at least two lines that look wrong and are right.").max(8),
});

const unionSchema = z.discriminatedUnion("format", [
  choiceSchema,
  orderingSchema,
  matchingSchema,
  numberSchema,
  traceSchema,
  freeTextSchema,
  designSchema,
  debugSchema,
]);

export type ItemMeta = z.infer<typeof unionSchema>;
export type ItemOf<F extends ItemMeta["format"]> = Extract<ItemMeta, { format: F }>;
/** The formats whose answers are prose that is graded by key points. */
export type GradedItem = ItemOf<"free-text"> | ItemOf<"design">;
export type KeyPoint = GradedItem["keyPoints"][number];
export type Misconception = GradedItem["misconceptions"][number];
type Report = (path: (string | number)[], message: string) => void;

/** The front matter of any study item, with the rules that span several fields. */
export const itemSchema = unionSchema.superRefine((item, context) => {
  const report: Report = (path, message) => context.addIssue({ code: "custom", path, message });
  if (item.format === "choice") checkChoice(item, report);
  if (item.format === "ordering") checkUniqueIds(item.steps, "steps", report);
  if (item.format === "matching") checkMatching(item, report);
  if (item.format === "number") checkNumber(item, report);
  if (item.format === "free-text" || item.format === "design") checkGradedText(item, report);
  if (item.format === "design") checkParts(item, report);
  if (item.format === "debug") checkDebug(item, report);
});

function checkUniqueIds(parts: readonly { id: string }[], field: string, report: Report): void {
  const seen = new Set<string>();
  parts.forEach((part, index) => {
    if (seen.has(part.id)) report([field, index, "id"], `The id "${part.id}" stands twice; give each its own.`);
    seen.add(part.id);
  });
}

function checkChoice(item: ItemOf<"choice">, report: Report): void {
  checkUniqueIds(item.options, "options", report);
  const correctCount = item.options.filter((option) => option.correct).length;
  if (item.answers === "one" && correctCount !== 1) {
    report(
      ["options"],
      `Mark exactly one option "correct: true" (there are ${correctCount}), or write "answers: many".`,
    );
  }
  if (item.answers === "many" && (correctCount < 1 || correctCount === item.options.length)) {
    report(["options"], "Mark at least one option as correct and leave at least one wrong.");
  }
  item.options.forEach((option, index) => {
    if (!option.correct && option.why === undefined) {
      report(["options", index], `Say in "why" what is wrong with option "${option.id}".`);
    }
  });
}

function checkMatching(item: ItemOf<"matching">, report: Report): void {
  checkUniqueIds(item.rows, "rows", report);
  checkUniqueIds(item.choices, "choices", report);
  const choiceIds = new Set(item.choices.map((choice) => choice.id));
  const used = new Set(item.rows.map((row) => row.choice));
  item.rows.forEach((row, index) => {
    if (!choiceIds.has(row.choice)) report(["rows", index, "choice"], `No choice has the id "${row.choice}".`);
  });
  item.choices.forEach((choice, index) => {
    if (!used.has(choice.id) && choice.why === undefined) {
      report(["choices", index], `No row takes "${choice.id}"; say in "why" why it fits none.`);
    }
  });
}

function checkNumber(item: ItemOf<"number">, report: Report): void {
  item.mistakes.forEach((mistake, index) => {
    if (Math.abs(mistake.value - item.answer) <= item.tolerance) {
      report(["mistakes", index, "value"], "This number would be counted as right; list wrong ones.");
    }
  });
}

function checkGradedText(item: GradedItem, report: Report): void {
  checkUniqueIds(item.keyPoints, "keyPoints", report);
  checkUniqueIds(item.misconceptions, "misconceptions", report);
  const pointIds = new Set(item.keyPoints.map((point) => point.id));
  item.misconceptions.forEach((misconception, index) => {
    for (const id of misconception.against) {
      if (!pointIds.has(id)) report(["misconceptions", index, "against"], `No key point has the id "${id}".`);
    }
  });
  item.keyPoints.forEach((point, index) => {
    if (item.format === "free-text" && point.part !== undefined) {
      report(["keyPoints", index, "part"], "Only a design has parts; remove this.");
    }
  });
}

function checkParts(item: ItemOf<"design">, report: Report): void {
  checkUniqueIds(item.parts, "parts", report);
  const partIds = new Set(item.parts.map((part) => part.id));
  item.keyPoints.forEach((point, index) => {
    if (point.part === undefined || !partIds.has(point.part)) {
      report(["keyPoints", index], `Say in "part" which part of the design the point "${point.id}" belongs to.`);
    }
  });
}

function checkDebug(item: ItemOf<"debug">, report: Report): void {
  const lines = item.code.split("\n").map((line) => line.trim());
  const named = new Set<string>();
  for (const field of ["faults", "suspects"] as const) {
    item[field].forEach(({ line }, index) => {
      const count = lines.filter((candidate) => candidate === line).length;
      if (count !== 1) report([field, index, "line"], `The program has this line ${count} times; it must stand once.`);
      if (named.has(line)) report([field, index, "line"], "This line is named twice.");
      named.add(line);
    });
  }
}
