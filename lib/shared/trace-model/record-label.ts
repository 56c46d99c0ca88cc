/**
 * How a record is named in the drawing and in sentences: `key·value`, short enough to stand beside a mark.
 * Values arrive as text previews; from the preview of an object the key and the timestamp are left out, since the
 * drawing shows both already.
 */

const MAX_LENGTH = 14;

/** The parts of a value preview such as `{sensor: "a", value: 3}`; null where the preview is no flat object or array. */
function fieldsOf(preview: string): { name: string; text: string }[] | null {
  const body = /^[A-Za-z]*\s*([[{(])(.*)[\]})]$/s.exec(preview.trim());
  if (body === null) return null;
  const inside = body[2] ?? "";
  const fields: { name: string; text: string }[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i <= inside.length; i++) {
    const c = inside[i];
    if (c === '"' && inside[i - 1] !== "\\") quoted = !quoted;
    if (!quoted && c !== undefined && "[{(".includes(c)) depth++;
    if (!quoted && c !== undefined && "]})".includes(c)) depth--;
    if (i === inside.length || (c === "," && depth === 0 && !quoted)) {
      const part = inside.slice(from, i).trim();
      if (part !== "") fields.push(fieldOf(part));
      from = i + 1;
    }
  }
  return fields;
}

function fieldOf(part: string): { name: string; text: string } {
  const match = /^"?([A-Za-z_$][\w$]*)"?\s*[:=]\s*(.*)$/s.exec(part);
  return match === null ? { name: "", text: part } : { name: match[1] ?? "", text: match[2] ?? "" };
}

/** A preview without the quotation marks of a string. */
export function unquote(text: string): string {
  return /^"(.*)"$/s.exec(text)?.[1] ?? text;
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** From this size on a number in milliseconds is a date of 1973 or later, hence a time and no value that tells records apart. */
const EPOCH_MILLIS_MIN = 100_000_000_000;

/** The value's telling part: a number field that is no time if there is one, else the first field that is neither key nor timestamp. */
function tellingPart(key: string, value: string, timestamp: number): string {
  const fields = fieldsOf(value);
  if (fields === null) return unquote(value);
  const rest = fields.filter(
    (f) =>
      unquote(f.text) !== unquote(key) &&
      Number(unquote(f.text)) !== timestamp &&
      !(Number(f.text) >= EPOCH_MILLIS_MIN),
  );
  const number = rest.find((f) => f.text !== "" && !Number.isNaN(Number(f.text)));
  return unquote((number ?? rest[0])?.text ?? "");
}

/**
 * `a·3` for key `a` and value `{sensor: "a", value: 3}`; the value alone where there is no key.
 * `key` and `value` are previews as traces carry them, `timestamp` the record's event time in milliseconds.
 */
export function recordLabel(key: string, value: string, timestamp: number): string {
  const plainKey = unquote(key);
  const part = shorten(tellingPart(key, value, timestamp));
  if (plainKey === "" || plainKey === "null") return part;
  return part === "" || part === plainKey ? shorten(plainKey) : `${shorten(plainKey)}·${part}`;
}

/** Words in a row: `a`, `a and b`, `a, b and c`. */
export function wordList(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
