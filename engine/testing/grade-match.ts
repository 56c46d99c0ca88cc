/**
 * Pairs the rows that a sink took with the rows that are expected, and classes each pair.
 *
 * Equal rows are paired first, in order; of what is left, rows with the same identity are paired as
 * `different`; the rest is `missing` or `unexpected`. A surplus row that equals one taken before a restore,
 * and comes after it, is `duplicate-after-restore`. Order is looked at last, among equal rows only.
 */
import { misplacedPositions } from "./grade-order";
import { canonicalText, cellOf, columnsOf, projectionText, type SinkRowLike } from "./grade-row";
import {
  type ExpectedRow,
  type ExpectedSink,
  type GradeFacts,
  type RowClass,
  TIMESTAMP_COLUMN,
  type VerdictRow,
} from "./grade-types";

/** Expected rows and actual rows by index; -1 where a side has no partner. */
type Pair = { readonly expected: number; readonly actual: number; readonly rowClass: RowClass };

/** The classed rows of one sink, in table order: expected rows in their order, surplus rows after their forerunner. */
export function matchRows(sink: ExpectedSink, rows: readonly SinkRowLike[], facts: GradeFacts): VerdictRow[] {
  const pairs = classPairs(sink, rows, pairRows(sink, rows, facts));
  return inTableOrder(sink, rows, pairs).map((pair) => verdictRow(sink, rows, pair, facts));
}

function rowText(sink: ExpectedSink, row: ExpectedRow | SinkRowLike): string {
  const value = canonicalText(row.value);
  return sink.compareTimestamps ? `${value}@${row.timestamp ?? "none"}` : value;
}

function pairRows(sink: ExpectedSink, rows: readonly SinkRowLike[], facts: GradeFacts): Pair[] {
  const pairs: Pair[] = [];
  const waiting = new Map<string, number[]>();
  sink.rows.forEach((row, index) => append(waiting, rowText(sink, row), index));
  const surplus: number[] = [];
  const firstSteps = new Map<string, number>();
  rows.forEach((row, actual) => {
    const text = rowText(sink, row);
    const expected = waiting.get(text)?.shift();
    const firstStep = firstSteps.get(text);
    if (firstStep === undefined) firstSteps.set(text, row.step);
    if (expected !== undefined) pairs.push({ expected, actual, rowClass: "equal" });
    else if (firstStep !== undefined && facts.restoreSteps.some((step) => firstStep <= step && step <= row.step)) {
      pairs.push({ expected: -1, actual, rowClass: "duplicate-after-restore" });
    } else surplus.push(actual);
  });
  const missing = [...waiting.values()].flat().sort((a, b) => a - b);
  return [...pairs, ...pairByIdentity(sink, rows, missing, surplus)];
}

function pairByIdentity(
  sink: ExpectedSink,
  rows: readonly SinkRowLike[],
  missing: readonly number[],
  surplus: readonly number[],
): Pair[] {
  const byIdentity = new Map<string, number[]>();
  for (const actual of surplus) {
    const row = rows[actual];
    if (row !== undefined) append(byIdentity, projectionText(row.value, sink.identity), actual);
  }
  const pairs: Pair[] = [];
  for (const expected of missing) {
    const row = sink.rows[expected];
    const actual = row && byIdentity.get(projectionText(row.value, sink.identity))?.shift();
    if (actual === undefined) pairs.push({ expected, actual: -1, rowClass: "missing" });
    else pairs.push({ expected, actual, rowClass: "different" });
  }
  for (const actual of [...byIdentity.values()].flat()) pairs.push({ expected: -1, actual, rowClass: "unexpected" });
  return pairs;
}

/** Order and times, for the pairs that are equal so far. */
function classPairs(sink: ExpectedSink, rows: readonly SinkRowLike[], pairs: readonly Pair[]): Pair[] {
  const misplaced = misplacedActuals(sink, rows, pairs);
  return pairs.map((pair) => {
    if (pair.rowClass !== "equal") return pair;
    if (misplaced.has(pair.actual)) return { ...pair, rowClass: "misplaced" };
    return { ...pair, rowClass: timeClass(sink.rows[pair.expected], rows[pair.actual]) };
  });
}

function timeClass(expected: ExpectedRow | undefined, actual: SinkRowLike | undefined): RowClass {
  const watermark = actual?.watermark ?? Number.NEGATIVE_INFINITY;
  if (expected?.notBeforeWatermark !== undefined && watermark < expected.notBeforeWatermark) return "too-early";
  if (expected?.notAfterWatermark !== undefined && watermark > expected.notAfterWatermark) return "too-late";
  return "equal";
}

function misplacedActuals(sink: ExpectedSink, rows: readonly SinkRowLike[], pairs: readonly Pair[]): Set<number> {
  const misplaced = new Set<number>();
  if (sink.order === "none") return misplaced;
  const ranks = expectedRanks(sink);
  const sequences = new Map<string, Pair[]>();
  const equal = pairs.filter((pair) => pair.rowClass === "equal").sort((a, b) => a.actual - b.actual);
  for (const pair of equal) {
    const value = rows[pair.actual]?.value ?? null;
    append(sequences, sink.order === "total" ? "" : projectionText(value, sink.key), pair);
  }
  for (const sequence of sequences.values()) {
    const wrong = misplacedPositions(sequence.map((pair) => ranks[pair.expected] ?? 0));
    for (const position of wrong) misplaced.add(sequence[position]?.actual ?? -1);
  }
  return misplaced;
}

/** The place of each expected row in the order; neighbours that tie share one. */
function expectedRanks(sink: ExpectedSink): number[] {
  let rank = -1;
  let previous: string | null = null;
  return sink.rows.map((row) => {
    const tie = sink.ties.length === 0 ? null : projectionText(row.value, sink.ties);
    if (tie === null || tie !== previous) rank += 1;
    previous = tie;
    return rank;
  });
}

function inTableOrder(sink: ExpectedSink, rows: readonly SinkRowLike[], pairs: readonly Pair[]): Pair[] {
  const byExpected = new Map(pairs.filter((pair) => pair.expected >= 0).map((pair) => [pair.expected, pair]));
  const byActual = new Map(pairs.filter((pair) => pair.actual >= 0).map((pair) => [pair.actual, pair]));
  const followers = new Map<number, Pair[]>();
  let anchor = -1;
  for (const actual of rows.keys()) {
    const pair = byActual.get(actual);
    if (pair === undefined) continue;
    if (pair.expected >= 0) anchor = pair.expected;
    else append(followers, anchor, pair);
  }
  const ordered = [...(followers.get(-1) ?? [])];
  for (const expected of sink.rows.keys()) {
    const pair = byExpected.get(expected);
    if (pair !== undefined) ordered.push(pair);
    ordered.push(...(followers.get(expected) ?? []));
  }
  return ordered;
}

function verdictRow(sink: ExpectedSink, rows: readonly SinkRowLike[], pair: Pair, facts: GradeFacts): VerdictRow {
  const expected = sink.rows[pair.expected] ?? null;
  const actual = rows[pair.actual] ?? null;
  const { rowClass } = pair;
  const allowed = rowClass === "duplicate-after-restore" && sink.delivery === "at-least-once";
  return {
    rowClass,
    wrong: rowClass !== "equal" && !allowed,
    expected,
    actual,
    differentFields: rowClass === "different" && expected && actual ? differingFields(sink, expected, actual) : [],
    step: actual?.step ?? dropStep(expected, facts),
  };
}

function differingFields(sink: ExpectedSink, expected: ExpectedRow, actual: SinkRowLike): string[] {
  const columns = new Set([...columnsOf(expected.value), ...columnsOf(actual.value)]);
  const differing = [...columns].filter(
    (column) => canonicalText(cellOf(expected.value, column)) !== canonicalText(cellOf(actual.value, column)),
  );
  const timesDiffer = sink.compareTimestamps && (expected.timestamp ?? null) !== actual.timestamp;
  return timesDiffer ? [...differing, TIMESTAMP_COLUMN] : differing;
}

/** Where the record of a missing row was dropped as late, when the trace tells. */
function dropStep(expected: ExpectedRow | null, facts: GradeFacts): number | null {
  if (expected?.timestamp === undefined) return null;
  const drop = facts.lateDrops.find((late) => late.outcome === "dropped" && late.timestamp === expected.timestamp);
  return drop?.step ?? null;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
