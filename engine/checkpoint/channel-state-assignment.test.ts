import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex, computeOperatorIndexForKeyGroup } from "../core/index";
import { assignChannelState, formerSubtasks, type InFlightChannelState, type RescaledEdge } from "./index";

const record = (value: number) => ({ kind: 0, value, time: value, record: value });
const watermark = (time: number) => ({ kind: 1, value: undefined, time, record: 0 });
const status = (idle: number) => ({ kind: 2, value: undefined, time: idle, record: 0 });
const state = (from: number, to: number, ...elements: InFlightChannelState["elements"]): InFlightChannelState => ({
  edge: "a>b",
  from,
  to,
  elements,
});

/** Records are key groups of 128 here. */
const ownerOf = (keyGroup: number, parallelism: number) => computeOperatorIndexForKeyGroup(128, parallelism, keyGroup);

function edge(
  producers: [former: number, now: number],
  consumers: [former: number, now: number],
  mapper: RescaledEdge["consumers"]["mapper"],
): RescaledEdge {
  return {
    producers: { former: producers[0], now: producers[1], mapper: "ARBITRARY" },
    consumers: { former: consumers[0], now: consumers[1], mapper },
    roleOf: ({ kind }) => (kind === 0 ? "record" : kind === 1 ? "watermark" : "status"),
    belongsTo: ({ value }, consumer) => ownerOf(value as number, consumers[1]) === consumer,
  };
}

describe("rule 5.3.g: which former subtasks a new one takes over", () => {
  it("in turn, all to the first, all to all", () => {
    const of = (mapper: Parameters<typeof formerSubtasks>[0], former: number, now: number) =>
      Array.from({ length: now }, (_, subtask) => formerSubtasks(mapper, subtask, former, now));
    expect(of("ROUND_ROBIN", 5, 2)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    expect(of("ARBITRARY", 2, 3)).toEqual([[0], [1], []]);
    expect(of("FIRST", 3, 2)).toEqual([[0, 1, 2], []]);
    expect(of("FULL", 2, 3)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(() => formerSubtasks("UNSUPPORTED", 0, 2, 3)).toThrow("Cannot rescale the given pointwise partitioner.");
  });

  it("by key groups: those whose range overlaps, as a naive comparison of all key groups says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (former, now) => {
        for (let subtask = 0; subtask < now; subtask++) {
          const range = computeKeyGroupRangeForOperatorIndex(1 << 15, now, subtask);
          const overlapping = Array.from({ length: former }, (_, index) => index).filter((index) => {
            const old = computeKeyGroupRangeForOperatorIndex(1 << 15, former, index);
            return old.startKeyGroup <= range.endKeyGroup && range.startKeyGroup <= old.endKeyGroup;
          });
          expect(formerSubtasks("RANGE", subtask, former, now)).toEqual(overlapping);
        }
      }),
    );
  });
});

describe("rule 5.3.g: elements in flight at another parallelism", () => {
  it("stay where they are at the same one", () => {
    const inputs = [state(0, 1, record(7), watermark(3))];
    const outputs = [state(0, 1, record(8))];
    expect(assignChannelState(edge([2, 2], [2, 2], "RANGE"), inputs, outputs)).toEqual({ inputs, outputs });
  });

  it("go by key group from 2 to 3, each subtask keeping its own", () => {
    // 128 key groups: of two subtasks 0-63 and 64-127, of three 0-42, 43-85, 86-127.
    const inputs = [state(0, 0, record(10), record(50)), state(0, 1, record(70), record(100))];
    expect(assignChannelState(edge([1, 1], [2, 3], "RANGE"), inputs, [])).toEqual({
      inputs: [state(0, 0, record(10)), state(0, 1, record(50), record(70)), state(0, 2, record(100))],
      outputs: [],
    });
  });

  it("of producers that are fewer now meet in one channel: inputs by former consumer, outputs by former producer", () => {
    const inputs = [state(1, 0, record(1)), state(0, 0, record(2))];
    const outputs = [state(1, 0, record(3)), state(0, 0, record(4))];
    expect(assignChannelState(edge([2, 1], [1, 1], "RANGE"), inputs, outputs)).toEqual({
      inputs: [state(0, 0, record(2), record(1))],
      outputs: [state(0, 0, record(4), record(3))],
    });
  });

  it("pass a watermark when each former channel has one, and are idle when all are", () => {
    const inputs = [
      state(0, 0, watermark(5), record(1), status(1)),
      state(1, 0, record(2), watermark(3), watermark(9), status(1)),
    ];
    expect(assignChannelState(edge([2, 1], [1, 1], "ROUND_ROBIN"), inputs, []).inputs).toEqual([
      state(0, 0, record(1), status(0), record(2), watermark(3), watermark(5), status(1)),
    ]);
  });

  it("none is lost or doubled, at any parallelism before and after", () => {
    const parallelism = fc.integer({ min: 1, max: 5 });
    const keyGroups = fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 60 });
    fc.assert(
      fc.property(parallelism, parallelism, parallelism, parallelism, keyGroups, (p, q, former, now, groups) => {
        const states = new Map<string, InFlightChannelState>();
        groups.forEach((group, index) => {
          const [from, to] = [index % p, ownerOf(group, former)];
          const known = states.get(`${from}/${to}`)?.elements ?? [];
          states.set(`${from}/${to}`, state(from, to, ...known, record(group)));
        });
        const { inputs } = assignChannelState(edge([p, q], [former, now], "RANGE"), [...states.values()], []);
        const got = inputs.flatMap(({ to, elements }) =>
          elements.map(({ value }) => {
            expect(ownerOf(value as number, now)).toBe(to);
            return value as number;
          }),
        );
        expect(got.sort((a, b) => a - b)).toEqual([...groups].sort((a, b) => a - b));
      }),
    );
  });
});
