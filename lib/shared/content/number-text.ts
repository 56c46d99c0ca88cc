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
