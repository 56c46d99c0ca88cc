/**
 * An answer as the language model can read it: markup gone, compound names cut into words, one block for each paragraph,
 * list item or heading, and for every character the place where it stood in the answer as it was given.
 */

export interface Block {
  readonly kind: "prose" | "bullet" | "heading";
  readonly text: string;
  /** `origin[i]` is the place in the answer of the block's i-th character. */
  readonly origin: readonly number[];
}

const BULLET = /^\s*(?:[-*•–—·+]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+/;
const HEADING = /^\s*#{1,6}\s+/;
const LABEL_CHARS_MAX = 60;
const WRAPPED_LINE_CHARS_MIN = 60;

/** Cuts an answer into blocks of clean text. */
export function cleanBlocks(answer: string): Block[] {
  const blocks: { kind: Block["kind"]; pieces: { start: number; end: number }[] }[] = [];
  let isJoined = false;
  for (const line of linesOf(answer)) {
    const raw = answer.slice(line.start, line.end);
    if (raw.trim() === "" || /^\s*(?:```|---|===)/.test(raw)) {
      isJoined = false;
      continue;
    }
    const marker = HEADING.exec(raw) ?? BULLET.exec(raw);
    const kind = kindOf(raw, marker !== null);
    const piece = { start: line.start + (marker?.[0].length ?? 0), end: line.end };
    const open = blocks.at(-1);
    if (isJoined && marker === null && open !== undefined && open.kind !== "heading" && continues(raw, answer, open)) {
      open.pieces.push(piece);
    } else blocks.push({ kind, pieces: [piece] });
    isJoined = true;
  }
  return blocks.map(({ kind, pieces }) => ({ kind, ...clean(answer, pieces) }));
}

function kindOf(raw: string, isMarked: boolean): Block["kind"] {
  if (HEADING.test(raw)) return "heading";
  if (isMarked) return "bullet";
  const text = raw.replace(/[*_]/g, "").trim();
  return text.endsWith(":") && text.length <= LABEL_CHARS_MAX ? "heading" : "prose";
}

function linesOf(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (let place = 0; place <= text.length; place += 1) {
    if (place < text.length && text[place] !== "\n") continue;
    lines.push({ start, end: place });
    start = place + 1;
  }
  return lines;
}

/** Whether a line goes on with the sentence of the line before it, as wrapped prose does. */
function continues(raw: string, answer: string, open: { pieces: { start: number; end: number }[] }): boolean {
  const last = open.pieces.at(-1);
  if (last === undefined) return false;
  const before = answer.slice(last.start, last.end).trimEnd();
  if (/^\s*[a-z(,;]/.test(raw) && !/[.!?:]$/.test(before)) return true;
  return before.length >= WRAPPED_LINE_CHARS_MIN;
}

/** Names that are written with an inner capital but are one word. */
const ONE_WORD = /\b(?:RocksDB|ForSt|MySQL|GitHub|PostgreSQL|NoSQL|iOS|macOS|YAML|OAuth|IntelliJ|DevOps)\b/g;
const UNIT_AFTER_NUMBER = /\d(?=(?:ms|secs?|s|mins?|m|hrs?|h|d|[kmgt]i?b)\b)/i;

function clean(answer: string, pieces: readonly { start: number; end: number }[]): { text: string; origin: number[] } {
  let text = "";
  const origin: number[] = [];
  const put = (chars: string, place: number): void => {
    for (const char of chars) {
      text += char;
      origin.push(place);
    }
  };
  for (const { start, end } of pieces) {
    const raw = answer.slice(start, end);
    const oneWord = new Set<number>();
    for (const match of raw.matchAll(ONE_WORD)) {
      for (let offset = 0; offset < match[0].length; offset += 1) oneWord.add(match.index + offset);
    }
    const dropped = new Set<number>();
    for (const match of raw.matchAll(EMPTY_SECONDS)) {
      for (let offset = 0; offset < match[0].length; offset += 1) dropped.add(match.index + offset);
    }
    const replaced = intervalsOf(raw);
    if (text !== "") put(" ", start);
    for (let index = 0; index < raw.length; index += 1) {
      if (dropped.has(index)) continue;
      const place = start + index;
      put(replaced.get(index) ?? cleanChar(raw, index), place);
      if (splitsAfter(raw, index, oneWord)) put(" ", place);
    }
  }
  return { text, origin };
}

/** How signs between words are said. */
const SIGNS: Readonly<Record<string, string>> = {
  "×": " times ",
  "≤": " at most ",
  "≥": " at least ",
  "<": " less than ",
  ">": " more than ",
};

/** What a character becomes; it keeps its place, so one character may become none, itself or a space. */
function cleanChar(raw: string, index: number): string {
  const char = raw[index] ?? "";
  const before = raw[index - 1] ?? " ";
  const after = raw[index + 1] ?? " ";
  const isBetweenWords = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  if (/[’‘´]/.test(char)) return "'";
  if (char === ">" && before === "-") return " then ";
  // A sign between words or numbers is said; in a type such as List<String> it is not.
  if (/[<>]/.test(char) && !(before === " " && after === " ")) return " ";
  if (/[*`"“”„«»|~^\\{}[\]]/.test(char)) return " ";
  if (/[→⇒]/.test(char)) return " then ";
  if (char === "_" || char === "/") return " ";
  if (char === "-" || char === "‑" || char === "–") {
    if (isBetweenWords) return /\d/.test(before) && /\d/.test(after) ? " to " : " ";
    if (before === " " && after === " ") return /^\s\d/.test(raw.slice(index + 1)) ? "minus" : ";";
    return after === ">" ? " " : char;
  }
  if (char === "—") return ";";
  if (char === "," && /\d/.test(before) && /^\d{3}\b/.test(raw.slice(index + 1))) return "";
  if (char === "." && /[a-z]/.test(before) && /[a-zA-Z]/.test(after)) return " ";
  if (char === "=") return " is ";
  // The model takes "No." for the short form of "number".
  if (char === "." && /(?:^|[.!?]\s)No$/.test(raw.slice(Math.max(index - 4, 0), index))) return ",";
  if (char === "#" && /[\p{L}]/u.test(after)) return "number of ";
  if (/[×≤≥<>]/.test(char)) return SIGNS[char] ?? " ";
  return char;
}

/** "[30, 40)" is "30 to 40": its comma and its brackets separate nothing. */
function intervalsOf(raw: string): Map<number, string> {
  const replaced = new Map<number, string>();
  for (const match of raw.matchAll(/\[[^\s,\]]+(, ?)[^\s,)\]]+(?: \+ [^\s,)\]]+)?\)/g)) {
    replaced.set(match.index + match[0].indexOf(","), " to ");
    replaced.set(match.index + match[0].length - 1, " ");
  }
  return replaced;
}

/** Seconds and fractions of a time of day that are nothing: "10:06:00.000" is "10:06". */
const EMPTY_SECONDS = /(?<=\b\d{1,2}:\d{2}):00(?:\.0+)?\b/g;

function splitsAfter(raw: string, index: number, oneWord: ReadonlySet<number>): boolean {
  const pair = raw.slice(index, index + 3);
  if (/^[a-z][A-Z][a-z]/.test(pair) && !oneWord.has(index)) return true;
  if (/^[a-z][A-Z]$/.test(pair)) return true;
  return (
    /\d/.test(raw[index] ?? "") && UNIT_AFTER_NUMBER.test(raw.slice(index, index + 5)) && !/\d/.test(pair[1] ?? "")
  );
}
