/** Numbers as people type them. */

/** Reads `44999`, `44,999`, `44 999`, `44_999`, `0.5` and `0,5`; null when it is no number. */
export function parseNumber(text: string): number | null {
  const compact = text.trim().replaceAll(/[\s_]/g, "").replace("−", "-");
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact) ? compact.replaceAll(",", "") : compact.replace(",", ".");
  return /^-?(\d+(\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** Reads `2, 3` or `2 3` as the outputs of one window in order; an empty text is no output. Null when a part is no number. */
export function parseNumberList(text: string): number[] | null {
  const parts = text.split(/[,;\s]+/).filter(Boolean);
  const numbers = parts.map(parseNumber);
  return numbers.every((value) => value !== null) ? numbers : null;
}

/** Reads a number as `parseNumber` does, with `k`, `M` or a word such as `thousand` behind it, and with its own unit behind that. */
export function parseAnswer(text: string, unit: string): number | null {
  const split = splitAnswer(text, unit);
  const value = split && parseNumber(split.digits);
  // Rounded to what a number can hold, because 1.005 times 1000 is not quite 1005.
  return split && value !== null ? Number((value * split.factor).toPrecision(15)) : null;
}

/** The reading of `3.500`, and the one that a reader who groups digits by dots would have meant; null where there is one only. */
export function otherReading(text: string, unit: string): { value: number; grouped: number } | null {
  const split = splitAnswer(text, unit);
  if (split?.factor !== 1 || !/^[-−]?[1-9]\d{0,2}\.\d{3}$/.test(split.digits)) return null;
  const value = parseNumber(split.digits);
  const grouped = parseNumber(split.digits.replace(".", ""));
  return value === null || grouped === null ? null : { value, grouped };
}

/** Writes a number with its thousands set apart, as questions do: `3,500`. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 10 });
}

/** What stands for a factor: a small `m` is none, because it could as well be minutes. */
const FACTORS: readonly (readonly [RegExp, number])[] = [
  [/^(?:[kK]|thousands?)(?!\p{L})/u, 1_000],
  [/^(?:M|millions?)(?!\p{L})/u, 1_000_000],
];

function splitAnswer(text: string, unit: string): { digits: string; factor: number } | null {
  const [, digits = "", rest = ""] = /^([-−\d.,_\s]*)(.*)$/s.exec(text.trim()) ?? [];
  const isUnit = (word: string) => word.trim() === "" || isSameUnit(word, unit);
  if (isUnit(rest)) return { digits: digits.trim(), factor: 1 };
  // Of bytes, 512M is an amount in another unit.
  if (/^[KMGT]i?B$/.test(unit)) return null;
  for (const [pattern, factor] of FACTORS) {
    if (pattern.test(rest) && isUnit(rest.replace(pattern, ""))) return { digits: digits.trim(), factor };
  }
  return null;
}

function isSameUnit(typed: string, unit: string): boolean {
  const words = wordsOf(typed);
  const own = wordsOf(unit);
  return words.length === own.length && words.every((word, index) => isSameWord(word, own[index] ?? ""));
}

function wordsOf(unit: string): string[] {
  return unit
    .trim()
    .toLowerCase()
    .split(/\s+|(?=\/)/);
}

/** Whether the words are one, or the one is the plural of the other; `m` is not the singular of `ms`. */
function isSameWord(a: string, b: string): boolean {
  return a === b || (a.length > 2 && b.length > 2 && (isPlural(a, b) || isPlural(b, a)));
}

function isPlural(plural: string, singular: string): boolean {
  return plural === `${singular}s` || (/(?:ch|sh|s|x)$/.test(singular) && plural === `${singular}es`);
}
