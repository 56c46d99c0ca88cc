/**
 * How records travel between two operators, as a plain value. Answers to Flink's `StreamPartitioner` subclasses;
 * the runtime turns a value into channels and a choice of channel, the api only names it.
 */
import type { TypeInformation } from "../types/index";

/** Extracts what a stream is keyed by. */
export type AnyKeySelector = (value: never) => unknown;

export type Partitioning =
  | { readonly kind: "forward" }
  | { readonly kind: "rebalance" }
  | { readonly kind: "rescale" }
  | { readonly kind: "shuffle" }
  | { readonly kind: "broadcast" }
  | { readonly kind: "global" }
  | { readonly kind: "hash"; readonly keySelector: AnyKeySelector; readonly keyType: TypeInformation<unknown> }
  | {
      readonly kind: "custom";
      readonly keySelector: AnyKeySelector;
      /** Gives the channel for a key; a channel outside `0 .. channels - 1` fails at the record. */
      readonly partition: (key: never, channels: number) => number;
    };

/** `POINTWISE` edges connect neighbours only, `ALL_TO_ALL` edges everybody with everybody. */
export type DistributionPattern = "POINTWISE" | "ALL_TO_ALL";

/** The wiring that a partitioning asks for (Flink's `StreamPartitioner.isPointwise`). */
export function distributionPattern(partitioning: Partitioning): DistributionPattern {
  return partitioning.kind === "forward" || partitioning.kind === "rescale" ? "POINTWISE" : "ALL_TO_ALL";
}

/** Flink's name of an exchange in plans: `FORWARD`, `HASH`, `REBALANCE`, ... */
export function shipStrategy(partitioning: Partitioning): string {
  return partitioning.kind.toUpperCase();
}
