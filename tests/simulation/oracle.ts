/**
 * What a program makes of its input, worked out naively on whole lists, without the engine: no parallelism, no watermarks,
 * no state, no time. Lists of an ordered stream have the records of one key in their order.
 */
import { isSource, type Item, type KeyedNode, type Node, type Program, sideOf, type SourceNode } from "./scenario";

/** Items by the id of their stream. */
export type OracleStreams = ReadonlyMap<string, readonly Item[]>;

/** Every stream of the program, side outputs as `n3/side`. */
export function evaluate(program: Program): OracleStreams {
  const streams = new Map<string, readonly Item[]>();
  for (const node of program.nodes) evaluateNode(node, streams);
  return streams;
}

/** Adds what the node emits; the streams of its inputs must be there. */
export function evaluateNode(node: Node, streams: Map<string, readonly Item[]>): void {
  if (isSource(node)) {
    streams.set(node.id, itemsOf(node));
    return;
  }
  const [first = [], second = []] = node.inputs.map((input) => streams.get(input) ?? []);
  if (node.op === "split") {
    const input = exchanged(first, node);
    streams.set(
      node.id,
      input.filter(({ amount }) => amount % 2 === 0),
    );
    streams.set(
      sideOf(node.id),
      input.filter(({ amount }) => amount % 2 !== 0),
    );
    return;
  }
  streams.set(node.id, emitted(node, first, second));
}

/** The items of a source, split by split; ids tell split and position. */
export function itemsOf(source: SourceNode): Item[] {
  const positions = new Map<number, number>();
  return source.records.map(({ split, key, time, amount }) => {
    const position = positions.get(split) ?? 0;
    positions.set(split, position + 1);
    return { id: `${source.id}.${split}:${position}`, key, time, amount, count: 1 };
  });
}

function emitted(node: Node, first: readonly Item[], second: readonly Item[]): readonly Item[] {
  switch (node.op) {
    case "source":
    case "split":
      return [];
    case "map":
      return exchanged(first, node).map((item) => mapItem(item, node.addend));
    case "rekey":
      return exchanged(first, node).map((item) => rekeyItem(item, node.keys));
    case "filter":
      return exchanged(first, node).filter(({ amount }) => amount % node.modulo !== 0);
    case "flatMap":
      return exchanged(first, node).flatMap((item) => copiesOf(item, node.copies));
    case "async":
      return exchanged(first, node).map(asyncItem);
    case "union":
      return [...first, ...second];
    case "coProcess":
      return sumsBySpan([...first, ...second.map(tripled)], node.spanMillis, node.id);
    case "rules":
      return withRules(sumsBySpan(first, node.spanMillis, node.id), second);
    case "intervalJoin":
      return first.flatMap((left) =>
        second
          .filter(({ key, time }) => {
            const distance = time - left.time;
            return key === left.key && distance >= node.lowerMillis && distance <= node.upperMillis;
          })
          .map((right) => joinItems(left, right, Math.max(left.time, right.time))),
      );
    case "windowJoin":
      return first.flatMap((left) =>
        second
          .filter(
            ({ key, time }) =>
              key === left.key && spanEnd(time, node.sizeMillis) === spanEnd(left.time, node.sizeMillis),
          )
          .map((right) => joinItems(left, right, spanEnd(left.time, node.sizeMillis))),
      );
    default:
      return emittedByKey(node, first);
  }
}

function emittedByKey(node: KeyedNode, input: readonly Item[]): readonly Item[] {
  switch (node.op) {
    case "dedup": {
      const seen = new Set<string>();
      return input.filter((item) => {
        const text = itemText(item);
        const isNew = !seen.has(text);
        seen.add(text);
        return isNew;
      });
    }
    case "ledger":
    case "buffer":
      return input;
    case "bucket":
    case "tumble":
      return sumsBySpan(input, node.op === "bucket" ? node.spanMillis : node.sizeMillis, node.id);
    case "slide":
      return sums(
        input.flatMap((item) =>
          slidingEnds(item.time, node.sizeMillis, node.slideMillis).map((time) => ({ ...item, time })),
        ),
        node.id,
      );
    case "session":
      return sums(withSessionEnds(input, node.gapMillis), node.id);
    case "rolling":
      return running(input, node.id);
    case "countWindow":
      return running(input, node.id)
        .filter(({ count }) => count % node.size === 0)
        .map((item) => ({ ...item, count: node.size }));
  }
}

/** A copy for each subtask where records are broadcast. */
function exchanged(input: readonly Item[], node: Extract<Node, { exchange: unknown }>): readonly Item[] {
  if (node.exchange !== "broadcast") return input;
  return Array.from({ length: node.parallelism }, () => input).flat();
}

export function mapItem(item: Item, addend: number): Item {
  return { ...item, amount: item.amount + addend };
}

export function rekeyItem(item: Item, keys: number): Item {
  return { ...item, key: `r${item.amount % keys}` };
}

export function copiesOf(item: Item, copies: number): Item[] {
  const count = item.amount % (copies + 1);
  return Array.from({ length: count }, (_, copy) => ({
    ...item,
    id: `${item.id}.${copy}`,
    amount: item.amount + copy,
  }));
}

export function asyncItem(item: Item): Item {
  return { ...item, amount: item.amount + 1 };
}

export function tripled(item: Item): Item {
  return { ...item, amount: item.amount * 3 };
}

export function joinItems(left: Item, right: Item, time: number): Item {
  const amount = left.amount * 2 + right.amount;
  return { id: `${left.id}&${right.id}`, key: left.key, time, amount, count: left.count + right.count };
}

/** The last millisecond of the span that a time falls into. */
export function spanEnd(time: number, spanMillis: number): number {
  return Math.floor(time / spanMillis) * spanMillis + spanMillis - 1;
}

/** A sum over items of one key; `time` is that of the timer or window. */
export function sumItem(operator: string, key: string, time: number, amount: number, count: number): Item {
  return { id: `${operator}/${key}@${time}`, key, time, amount, count };
}

/** The text by which items are compared. */
export function itemText({ id, key, time, amount, count }: Item): string {
  return `${id} ${key} ${time} ${amount} ${count}`;
}

/** Sums by key and time, in the order of time. */
function sums(items: readonly Item[], operator: string): Item[] {
  const byKeyAndTime = new Map<string, Item>();
  for (const { key, time, amount, count } of items) {
    const former = byKeyAndTime.get(`${key} ${time}`);
    const sum = sumItem(operator, key, time, (former?.amount ?? 0) + amount, (former?.count ?? 0) + count);
    byKeyAndTime.set(`${key} ${time}`, sum);
  }
  return [...byKeyAndTime.values()].sort((a, b) => a.time - b.time);
}

function sumsBySpan(items: readonly Item[], spanMillis: number, operator: string): Item[] {
  return sums(
    items.map((item) => ({ ...item, time: spanEnd(item.time, spanMillis) })),
    operator,
  );
}

function withRules(buckets: readonly Item[], rules: readonly Item[]): Item[] {
  return buckets.map((bucket) => ({ ...bucket, amount: bucket.amount + rulesUpTo(rules, bucket.time) }));
}

function rulesUpTo(rules: readonly Item[], time: number): number {
  return rules.reduce((sum, rule) => (rule.time <= time ? sum + rule.amount : sum), 0);
}

/** The last milliseconds of the windows that start at multiples of the slide and contain the time. */
function slidingEnds(time: number, sizeMillis: number, slideMillis: number): number[] {
  const ends: number[] = [];
  const last = Math.floor(time / slideMillis) * slideMillis;
  for (let start = last; start > time - sizeMillis; start -= slideMillis) ends.push(start + sizeMillis - 1);
  return ends;
}

/** Gives each item the end of its session as its time: a gap as long as `gapMillis` ends a session. */
function withSessionEnds(items: readonly Item[], gapMillis: number): Item[] {
  return [...groupByKey(items).values()].flatMap((ofKey) => {
    const times = ofKey.map(({ time }) => time).sort((a, b) => a - b);
    const endOf = (time: number) => {
      let last = time;
      for (const next of times) if (next > last && next - last <= gapMillis) last = next;
      return last + gapMillis - 1;
    };
    return ofKey.map((item) => ({ ...item, time: endOf(item.time) }));
  });
}

export function groupByKey(items: readonly Item[]): Map<string, Item[]> {
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const group = byKey.get(item.key);
    if (group === undefined) byKey.set(item.key, [item]);
    else group.push(item);
  }
  return byKey;
}

/** How many records of its key have come, at each record. Amounts would depend on the order, ids too. */
function running(items: readonly Item[], operator: string): Item[] {
  const counts = new Map<string, number>();
  return items.map(({ key }) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return runningItem(operator, key, count);
  });
}

export function runningItem(operator: string, key: string, count: number): Item {
  return { id: `${operator}/${key}`, key, time: 0, amount: 1, count };
}
