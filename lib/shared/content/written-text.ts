/** An answer that is written in one or several fields, and the one text as which the grader reads it. */
import type { GradedItem } from "./item-schema";

/** A field of an answer: the parts of a design, or the one of an answer in free text. */
export interface WrittenField {
  readonly id: string;
  /** Null where there is only one field. */
  readonly label: string | null;
  readonly prompt: string | null;
}

/** A field with what stands in it, and where that begins in the whole text. */
export interface PlacedField extends WrittenField {
  readonly text: string;
  readonly start: number;
}

/** The grader reads this many characters of an answer, so that no more can be written. */
const WHOLE_LENGTH_MAX = 20_000;
const FIELD_LENGTH_MAX = 4_000;
const ONLY_FIELD_LENGTH_MAX = 8_000;
const BETWEEN = "\n\n";
const FREE_TEXT_FIELD: WrittenField = { id: "text", label: null, prompt: null };

/** The fields in which an item is answered, in the order in which they are shown. */
export function writtenFields(item: GradedItem): readonly WrittenField[] {
  return item.format === "design" ? item.parts : [FREE_TEXT_FIELD];
}

/** How many characters a field takes, one of `fieldCount`; all of them together are graded whole. */
export function fieldLengthMax(fieldCount: number): number {
  const share = Math.floor(WHOLE_LENGTH_MAX / fieldCount) - BETWEEN.length;
  return Math.min(share, fieldCount === 1 ? ONLY_FIELD_LENGTH_MAX : FIELD_LENGTH_MAX);
}

/** Places the texts of the fields one after the other. */
export function placeFields(
  fields: readonly WrittenField[],
  texts: Readonly<Record<string, string>>,
): readonly PlacedField[] {
  let start = 0;
  return fields.map(({ id, label, prompt }) => {
    const text = texts[id] ?? "";
    const placed = { id, label, prompt, text, start };
    start += text.length + BETWEEN.length;
    return placed;
  });
}

/** The whole text, in which the places of `placeFields` count. */
export function wholeText(fields: readonly WrittenField[], texts: Readonly<Record<string, string>>): string {
  return joinedText(placeFields(fields, texts));
}

/** The whole text of placed fields. */
export function joinedText(fields: readonly PlacedField[]): string {
  return fields.map(({ text }) => text).join(BETWEEN);
}
