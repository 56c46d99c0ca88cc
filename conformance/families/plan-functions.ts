/**
 * Functions of programs that are planned and never run: they only have to be there, and to have the names that plans
 * show.
 */
import {
  BroadcastProcessFunction,
  type CoFlatMapFunction,
  type CoMapFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  KeyedProcessFunction,
  ProcessFunction,
  ProcessJoinFunction,
} from "../../engine/operators/index";
import type { AggregateFunction } from "../../engine/state/index";
import {
  ProcessAllWindowFunction,
  ProcessWindowFunction,
  type Window,
  type WindowFunction,
} from "../../engine/windows/index";

export class Passing extends ProcessFunction<number, number> {
  processElement(): void {}
}

export class KeyedPassing extends KeyedProcessFunction<number, number, number> {
  processElement(): void {}
}

export class CoMapping implements CoMapFunction<number, number, number> {
  map1(value: number): number {
    return value;
  }
  map2(value: number): number {
    return value;
  }
}

export class CoFlatMapping implements CoFlatMapFunction<number, number, number> {
  flatMap1(): void {}
  flatMap2(): void {}
}

export class CoProcessing extends CoProcessFunction<number, number, number> {
  processElement1(): void {}
  processElement2(): void {}
}

export class KeyedCoProcessing extends KeyedCoProcessFunction<number, number, number, number> {
  processElement1(): void {}
  processElement2(): void {}
}

export class WithRules extends BroadcastProcessFunction<number, number, number> {
  processElement(): void {}
  processBroadcastElement(): void {}
}

export class KeyedWithRules extends KeyedBroadcastProcessFunction<number, number, number, number> {
  processElement(): void {}
  processBroadcastElement(): void {}
}

export class Pairing extends ProcessJoinFunction<number, number, number> {
  processElement(): void {}
}

export class Adding {
  reduce(a: number, b: number): number {
    return a + b;
  }
}

export class Averaging implements AggregateFunction<number, number, number> {
  createAccumulator(): number {
    return 0;
  }
  add(value: number): number {
    return value;
  }
  getResult(accumulator: number): number {
    return accumulator;
  }
  merge(a: number): number {
    return a;
  }
}

export class Listing extends ProcessWindowFunction<number, number, number, Window> {
  process(): void {}
}

export class ListingAll extends ProcessAllWindowFunction<number, number, Window> {
  process(): void {}
}

export class Applying implements WindowFunction<number, number, number, Window> {
  apply(): void {}
}

/** A sink with writer and committer. */
export const TWO_PHASE_SINK = {
  createWriter: () => ({ write: () => undefined, flush: () => undefined, prepareCommit: () => [] }),
  createCommitter: () => ({ commit: () => undefined }),
};
