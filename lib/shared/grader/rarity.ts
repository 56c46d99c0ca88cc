/** How much a word says: words that many statements of the field share say little. */
import counts from "./lexicon/rarity.json";

const { texts } = counts;
const keys: Readonly<Record<string, number>> = counts.keys;
const WEIGHT_MIN = 0.3;

/** Takes a word's key and gives its weight, from 0.3 for a word in every text to 1 for one in none. */
export function rarityOf(key: string): number {
  const count = Object.hasOwn(keys, key) ? (keys[key] ?? 0) : 0;
  const share = Math.log((texts + 1) / (count + 1)) / Math.log(texts + 1);
  return WEIGHT_MIN + (1 - WEIGHT_MIN) * share;
}
