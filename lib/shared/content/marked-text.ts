/** A text cut where marks begin and end, so that each piece can be drawn with the marks that lie on it. */

/** What is marked: places in the text, characters from `start` up to, not including, `end`. */
export interface TextMark {
  readonly id: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

export interface TextPiece {
  readonly text: string;
  /** The marks that lie on the piece, in the order in which they were given. */
  readonly ids: readonly string[];
  /** The marks of which a span ends with the piece, in the same order. */
  readonly ends: readonly string[];
}

/** The most characters between two places of one mark that are drawn as one. */
const GAP_MAX = 18;

/**
 * Joins the places of one mark that are few characters of the same sentence apart, so that the words of a statement are
 * one line and carry one sign. The places must not overlap.
 */
export function joinSpans(text: string, spans: TextMark["spans"]): TextMark["spans"] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const between = last === undefined ? "" : text.slice(last.end, start);
    if (last !== undefined && between.length <= GAP_MAX && !/[.;!?\n]/.test(between))
      last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/**
 * Cuts `text` at the marks. `offset` is where the text begins in the whole that the spans count in; what of a span lies
 * outside the text is left out. The pieces joined are the text.
 */
export function cutAtMarks(text: string, marks: readonly TextMark[], offset = 0): TextPiece[] {
  const clipped = marks.map(({ id, spans }) => ({
    id,
    spans: spans
      .map(({ start, end }) => ({ start: Math.max(0, start - offset), end: Math.min(text.length, end - offset) }))
      .filter(({ start, end }) => start < end),
  }));
  const cuts = new Set([0, text.length]);
  for (const { spans } of clipped) for (const { start, end } of spans) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    const lying = clipped.filter(({ spans }) => spans.some((span) => span.start <= start && span.end >= end));
    const ending = lying.filter(({ spans }) => spans.some((span) => span.end === end));
    return { text: text.slice(start, end), ids: lying.map(({ id }) => id), ends: ending.map(({ id }) => id) };
  });
}
