/**
 * Draws the input of a source: splits, arrival on the virtual clock, scripted disorder of event time, silent splits.
 *
 * Law: no record is late, whatever the interleaving and the failures. Watermarks stay behind the greatest time seen by more
 * than the disorder. Where sources go idle, others go on without them; so event time follows arrival there: what arrives
 * at A has a time in [A * rate - disorder, A * rate], with one rate and disorder for all sources.
 *
 * A source that reads its last record while its output is idle ends without a last watermark, as in Flink: so where
 * sources go idle each split ends with two records, farther apart than watermarks are, and each subtask has a split: one
 * that ends early says that event time is over, which holds for all while the others are idle.
 */
import type { Prng } from "../../engine/core/index";
import type { InputRecord, SourceNode } from "./scenario";

const AMOUNTS = 1_000_000;

/** How event time follows arrival. */
export type TimeShape = { readonly rate: number; readonly disorderMillis: number };

/** What sources that go idle have to keep to; null where none does. */
export type IdleRules = {
  readonly shape: TimeShape;
  readonly autoWatermarkMillis: number;
  readonly farewellAt: number;
};

/** The longest arrival of a source without its farewell. */
export const ARRIVAL_MAX = 2_500;

export function drawTimeShape(chance: Prng): TimeShape {
  return { rate: chance.pick([0.25, 0.5, 1, 2]), disorderMillis: chance.pick([0, 3, 10, 40]) };
}

/** A source node; the records of a key are all in one split. */
export function drawSource(chance: Prng, id: string, idle: IdleRules | null): SourceNode {
  const shape = idle?.shape ?? drawTimeShape(chance);
  const splits = 1 + chance.nextInt(5);
  const keys = Array.from({ length: 1 + chance.nextInt(9) }, (_, index) => `k${index}`);
  const records = drawRecords(chance, shape, splits, keys);
  if (idle !== null) records.push(...farewell(chance, idle, splits, keys));
  return {
    op: "source",
    id,
    inputs: [],
    parallelism: idle === null ? drawParallelism(chance) : Math.min(drawParallelism(chance), splits, keys.length),
    chaining: "usual",
    outOfOrdernessMillis: shape.disorderMillis + 1,
    idleMillis: idle !== null && chance.chance(0.7) ? idle.autoWatermarkMillis + 20 + chance.nextInt(60) : null,
    staysOpen: chance.chance(0.3),
    records,
  };
}

function drawRecords(chance: Prng, shape: TimeShape, splits: number, keys: readonly string[]): InputRecord[] {
  const pauseMillis = chance.pick([0, 1, 8, 30]);
  const burst = chance.pick([0, 0.3, 0.8]);
  const silentFrom = chance.chance(0.3) ? chance.nextInt(60) : Number.POSITIVE_INFINITY;
  const silentMillis = 100 + chance.nextInt(400);
  const records: InputRecord[] = [];
  const size = 5 + chance.nextInt(chance.chance(0.1) ? 150 : 60);
  let arrivalMillis = chance.nextInt(30);
  for (let index = 0; index < size; index += 1) {
    if (!chance.chance(burst)) arrivalMillis += chance.nextInt(pauseMillis + 1);
    if (index === silentFrom) arrivalMillis += silentMillis;
    arrivalMillis = Math.min(arrivalMillis, ARRIVAL_MAX);
    const keyIndex = chance.nextInt(keys.length);
    records.push({
      split: keyIndex % splits,
      arrivalMillis,
      time: Math.floor(arrivalMillis * shape.rate) - chance.nextInt(shape.disorderMillis + 1),
      key: keys[keyIndex] as string,
      amount: 1 + chance.nextInt(AMOUNTS),
    });
  }
  return records;
}

function farewell(chance: Prng, idle: IdleRules, splits: number, keys: readonly string[]): InputRecord[] {
  const { farewellAt, autoWatermarkMillis, shape } = idle;
  return [farewellAt, farewellAt + autoWatermarkMillis + 2].flatMap((arrivalMillis) =>
    Array.from({ length: Math.min(splits, keys.length) }, (_, split) => ({
      split,
      arrivalMillis,
      time: Math.floor(arrivalMillis * shape.rate),
      key: keys[split] as string,
      amount: 1 + chance.nextInt(AMOUNTS),
      farewell: true as const,
    })),
  );
}

export function drawParallelism(chance: Prng): number {
  return chance.pick([1, 1, 2, 2, 3, 4]);
}
