import { describe, expect, test } from "vitest";
import { Prng } from "../core/index";
import { inputChannels, outputChannels, type Partitioning } from "../graph/index";
import { Types } from "../types/index";
import { Channel, ElementKind } from "./channel";
import { ALL_CHANNELS, createChannelSelector } from "./partitioners";
import { RecordWriter } from "./record-writer";

const FACTS = { channels: 3, maxParallelism: 128, prng: null };

function channelsOf(
  partitioning: Partitioning,
  values: readonly unknown[],
  facts: Parameters<typeof createChannelSelector>[1] = FACTS,
) {
  return values.map(createChannelSelector(partitioning, facts));
}

describe("the channel of a record", () => {
  test("rules 3.9.b and 3.9.c: in turn, with seed 0 from the first channel on", () => {
    expect(channelsOf({ kind: "rebalance" }, [0, 0, 0, 0, 0])).toEqual([0, 1, 2, 0, 1]);
    expect(channelsOf({ kind: "rescale" }, [0, 0, 0, 0])).toEqual([0, 1, 2, 0]);
  });

  test("rule 3.9.b: chance picks where a rebalance begins, and nothing else; a rescale begins at 0 all the same", () => {
    const starts = new Set<number>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const chosen = channelsOf({ kind: "rebalance" }, [0, 0, 0], { ...FACTS, prng: new Prng(seed) });
      const [first] = chosen as [number];
      starts.add(first);
      expect(chosen).toEqual([first, (first + 1) % 3, (first + 2) % 3]);
      expect(channelsOf({ kind: "rescale" }, [0], { ...FACTS, prng: new Prng(seed) })).toEqual([0]);
    }
    expect(starts).toEqual(new Set([0, 1, 2]));
  });

  test("rule 3.9.d: a shuffle is as likely to take any channel", () => {
    const counts = [0, 0, 0];
    const select = createChannelSelector({ kind: "shuffle" }, { ...FACTS, prng: new Prng(7) });
    for (let record = 0; record < 9_000; record += 1) {
      const channel = select(0);
      counts[channel] = (counts[channel] ?? 0) + 1;
    }
    // Of 9000 draws with p = 1/3 the standard deviation is sqrt(9000 * 2) / 3 = 45: five of them on each side.
    for (const count of counts) expect(Math.abs(count - 3_000)).toBeLessThan(225);
  });

  test("rule 3.9.e: all, or the first", () => {
    expect(channelsOf({ kind: "broadcast" }, [5])).toEqual([ALL_CHANNELS]);
    expect(channelsOf({ kind: "global" }, [5, 6])).toEqual([0, 0]);
  });

  test("rule 3.9.f: by the key group, of so many groups as the consumer has", () => {
    const byText = { kind: "hash", keySelector: (text: string) => text, keyType: Types.STRING } as Partitioning;
    // Key groups of 128: a 81, b 22, c 62, hello 35. Subtask: floor(group * 3 / 128).
    expect(channelsOf(byText, ["a", "b", "c", "hello"])).toEqual([1, 0, 1, 0]);
    // "a" hashes to 1455541201 by murmur: of 4 groups it is in 1, of 3 subtasks floor(1 * 3 / 4) = 0.
    expect(channelsOf(byText, ["a"], { ...FACTS, maxParallelism: 4 })).toEqual([0]);
  });

  test("rule 3.9.g: a custom partitioner gets key and channels, and fails at the record out of range", () => {
    const remainder = {
      kind: "custom",
      keySelector: (n: number) => n,
      partition: (n: number, m: number) => n % m,
    } as Partitioning;
    expect(channelsOf(remainder, [4, 5])).toEqual([1, 2]);
    const failure = { flinkClass: "ArrayIndexOutOfBoundsException", message: "Index -1 out of bounds for length 3" };
    expect(() => channelsOf(remainder, [-1])).toThrow(expect.objectContaining(failure));
  });
});

test("rule 3.9.h: neighbours by ranges, everybody otherwise", () => {
  // S = 5 producers, T = 2: consumer 0 reads [0, floor(5/2)) = 0, 1; consumer 1 reads 2, 3, 4.
  expect(inputChannels("POINTWISE", 5, 2)).toEqual([
    [0, 1],
    [2, 3, 4],
  ]);
  // S = 2, T = 5: consumer i reads floor(2 i / 5): 0, 0, 0, 1, 1.
  expect(inputChannels("POINTWISE", 2, 5)).toEqual([[0], [0], [0], [1], [1]]);
  expect(inputChannels("ALL_TO_ALL", 2, 2)).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("rule 3.9.i: consumer i is behind channel i mod consumers of its producer", () => {
  // Three producers, seven consumers: producer 1 feeds 3 and 4, on the channels 3 mod 2 = 1 and 4 mod 2 = 0.
  expect(outputChannels("POINTWISE", 3, 7)).toEqual([
    [0, 1, 2],
    [4, 3],
    [6, 5],
  ]);
});

test("rule 3.9.j: a watermark goes to every channel and moves no round-robin on", () => {
  const channels = [0, 1].map(
    () => new Channel(10, { fullOutputs: 0, nonEmptyInputs: 0 }, { fullOutputs: 0, nonEmptyInputs: 0 }),
  );
  const pushed: string[] = [];
  channels.forEach((channel, index) => {
    channel.push = (kind) => void pushed.push(`${index} ${kind === ElementKind.RECORD ? "record" : "watermark"}`);
  });
  const writer = new RecordWriter(channels, createChannelSelector({ kind: "rescale" }, { ...FACTS, channels: 2 }), {
    mustAsk: false,
  });
  writer.emitRecord("a", 0, 0);
  writer.broadcast(ElementKind.WATERMARK, 5);
  writer.emitRecord("b", 0, 0);
  expect(pushed).toEqual(["0 record", "0 watermark", "1 watermark", "1 record"]);
});
