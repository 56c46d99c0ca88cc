/** The odd numbers, and each beside the sum of it and the two before it. */
import type { ExpectedSink } from "@tidemark/engine/grade";
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type PlacedNumber = { place: number; value: number };

const COMMON = {
  order: "total",
  key: [],
  ties: [],
  timeFields: [],
  compareTimestamps: false,
  delivery: "exactly-once",
} as const satisfies Partial<ExpectedSink>;

export const oracle: Oracle = (inputs) => {
  const odd = valuesInArrivalOrder<PlacedNumber>(inputs, "numbers").filter(({ value }) => Math.abs(value) % 2 === 1);
  const sums = odd.map(({ place, value }, index) => ({
    newest: place,
    sum: value + (odd[index - 1]?.value ?? 0) + (odd[index - 2]?.value ?? 0),
  }));
  return [
    { ...COMMON, sink: "kept", identity: ["place"], rows: odd.map((value) => ({ value })) },
    { ...COMMON, sink: "sums", identity: ["newest"], rows: sums.map((value) => ({ value })) },
  ];
};
