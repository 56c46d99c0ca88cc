/** The front matter of a study item: one schema per format, told apart by `format`. docs/CONTENT.md shows each in use. */
import { z } from "zod";
import { scenarioSchema } from "./scenario-schema";
import { FREQUENCIES, LEVELS, TOPICS } from "./vocabulary";

const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Use a slug: small letters, digits and single hyphens, a letter first.");

/** Ids of answer parts reach the page before the answer, so they hold no digit that could tell a place. */
const partIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z]+(-[a-z]+)*$/, "Use small letters and single hyphens only; a digit could give the answer away.");

const sentenceSchema = z.string().trim().min(3).max(600);

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

const common = {
  id: slugSchema,
  title: z.string().trim().min(3).max(80),
  question: z.string().trim().min(10).max(400),
  level: z.enum(LEVELS),
  topic: z.enum(TOPICS),
  frequency: z.enum(FREQUENCIES),
  flinkVersions: z.string().trim().min(3).max(40),
  minutes: z.number().min(0.5).max(20),
  covers: z.array(z.string()).min(1, "Name at least one row of the facts base."),
  sources: z.array(sourceSchema).min(1, "Link at least one page of Flink's documentation or sources."),
  related: z.array(slugSchema).default([]),
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

const freeTextSchema = z.strictObject({
  ...common,
  format: z.literal("free-text"),
  keyPoints: z
    .array(z.strictObject({ id: partIdSchema, text: sentenceSchema, weight: z.number().int().min(1).max(3) }))
    .min(2, "Give at least two key points.")
    .max(10),
});

const unionSchema = z.discriminatedUnion("format", [
  choiceSchema,
  orderingSchema,
  matchingSchema,
  numberSchema,
  traceSchema,
  freeTextSchema,
]);

export type ItemMeta = z.infer<typeof unionSchema>;
export type ItemOf<F extends ItemMeta["format"]> = Extract<ItemMeta, { format: F }>;
type Report = (path: (string | number)[], message: string) => void;

/** The front matter of any study item, with the rules that span several fields. */
export const itemSchema = unionSchema.superRefine((item, context) => {
  const report: Report = (path, message) => context.addIssue({ code: "custom", path, message });
  if (item.format === "choice") checkChoice(item, report);
  if (item.format === "ordering") checkUniqueIds(item.steps, "steps", report);
  if (item.format === "matching") checkMatching(item, report);
  if (item.format === "number") checkNumber(item, report);
  if (item.format === "free-text") checkUniqueIds(item.keyPoints, "keyPoints", report);
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
