/**
 * Network buffers, reckoned by hand: a text of 86 letters is a record of 100 bytes (87 and 13 for length, tag and
 * timestamp), a number one of 21; a buffer holds 100 bytes.
 */
import { describe, expect, test } from "vitest";
import { BufferChannel } from "./buffer-channel";
import { BufferDebloater, BufferSizeEma, ThroughputCalculator } from "./buffer-debloater";
import { InputBufferPool, OutputBufferPool } from "./buffer-pools";
import { ElementKind } from "./channel";
import { networkSettings } from "./network-settings";

const SETTINGS = networkSettings({
  buffersPerChannel: 2,
  floatingBuffersPerGate: 1,
  maxBuffersPerChannel: 4,
  overdraftBuffers: 1,
  bufferBytes: 100,
});
const WHOLE_BUFFER = "x".repeat(86);

function create(channels = 1) {
  const producer = { fullOutputs: 0, nonEmptyInputs: 0, blockedWrites: 0 };
  const consumer = { fullOutputs: 0, nonEmptyInputs: 0 };
  const output = new OutputBufferPool(SETTINGS, producer);
  const input = new InputBufferPool(SETTINGS);
  const all = Array.from({ length: channels }, () => new BufferChannel(SETTINGS, producer, consumer, output, input));
  return { producer, consumer, output, input, channels: all, channel: all[0] as BufferChannel };
}

const record = (channel: BufferChannel, value: unknown) => channel.push(ElementKind.RECORD, value, 0, 0);

describe("credits", () => {
  test("rule 6.1: exclusive buffers first, then floating ones; what has no credit waits at the producer", () => {
    const { channel, output } = create();
    const fills = Array.from({ length: 5 }, () => {
      record(channel, WHOLE_BUFFER);
      const { queued, backlog, credits } = channel.fill;
      return [queued, backlog, credits, output.used];
    });
    expect(fills).toEqual([
      [1, 0, 1, 0],
      [2, 0, 0, 0],
      [3, 0, 0, 0],
      [3, 1, 0, 1],
      [3, 2, 0, 2],
    ]);
    channel.drop();
    expect(channel.fill).toEqual({ elements: 4, bytes: 400, queued: 3, backlog: 1, credits: 0 });
  });

  test("rule 6.1: the channels of a gate share the floating buffers", () => {
    const { channels, input } = create(2);
    const [a, b] = channels as [BufferChannel, BufferChannel];
    for (let count = 0; count < 3; count += 1) record(a, WHOLE_BUFFER);
    for (let count = 0; count < 3; count += 1) record(b, WHOLE_BUFFER);
    expect([a.fill.queued, b.fill.queued, b.fill.backlog, input.floatingUsed]).toEqual([3, 2, 1, 1]);
    a.drop();
    expect([a.fill.queued, b.fill.queued, b.fill.backlog, input.floatingUsed]).toEqual([2, 3, 0, 1]);
  });

  test("rule 6.1: elements fill buffers by their size; a long one takes several and counts in its last", () => {
    const { channel, output, input } = create();
    for (let count = 0; count < 5; count += 1) record(channel, count);
    // 4 * 21 = 84; the fifth takes the last 16 bytes and 5 of the next buffer, which still fills.
    expect(channel.fill).toEqual({ elements: 5, bytes: 105, queued: 1, backlog: 1, credits: 1 });
    for (let count = 0; count < 5; count += 1) channel.drop();
    expect(channel.fill).toEqual({ elements: 0, bytes: 0, queued: 0, backlog: 0, credits: 2 });
    record(channel, "x".repeat(235)); // 2 + 235 + 13 = 250 bytes
    expect(channel.fill).toEqual({ elements: 1, bytes: 250, queued: 2, backlog: 1, credits: 0 });
    channel.drop();
    expect([channel.fill.bytes, output.used, output.buffersOut, output.bytesOut, input.bytesIn]).toEqual([
      0, 0, 5, 355, 355,
    ]);
  });

  test("rule 6.1: events need no buffer and no credit, but keep their place", () => {
    const { channel, output } = create();
    for (let count = 0; count < 4; count += 1) record(channel, WHOLE_BUFFER);
    channel.push(ElementKind.BARRIER, null, 1, 0);
    expect([output.used, channel.inputShare]).toEqual([1, 3]);
    channel.drop();
    expect([output.used, channel.inputShare, channel.size]).toEqual([0, 4, 4]);
    channel.removeAt(3);
    expect(channel.fill).toEqual({ elements: 3, bytes: 300, queued: 3, backlog: 0, credits: 0 });
  });
});

describe("room for output", () => {
  test("rule 6.2: a free buffer and no subpartition at its maximum; the overdraft finishes a record, no more", () => {
    const { channel, output, producer } = create();
    // Three have credits. The result has 2 + 1 buffers, and an overdraft of 1.
    const states = Array.from({ length: 8 }, () => {
      record(channel, WHOLE_BUFFER);
      return [output.used, producer.fullOutputs, producer.blockedWrites];
    });
    expect(states.slice(3)).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [3, 1, 0],
      [4, 1, 0],
      [5, 1, 1],
    ]);
    const drained = Array.from({ length: 3 }, () => {
      channel.drop();
      return [output.used, producer.fullOutputs, producer.blockedWrites];
    });
    expect(drained).toEqual([
      [4, 1, 0],
      [3, 1, 0],
      [2, 0, 0],
    ]);
  });

  test("rule 6.2: one subpartition at its maximum is enough", () => {
    const { channels, output, producer } = create(4);
    for (let count = 0; count < 7; count += 1) record(channels[0] as BufferChannel, WHOLE_BUFFER);
    // 9 buffers for four subpartitions; the first holds its maximum of 4.
    expect([output.size, output.used, producer.fullOutputs]).toEqual([9, 4, 1]);
    (channels[0] as BufferChannel).drop();
    expect([output.used, producer.fullOutputs]).toEqual([3, 0]);
  });
});

describe("debloating", () => {
  test("rule 6.7: sizes are smoothed with 2 / (samples + 1), and grow no faster than to the double", () => {
    const ema = new BufferSizeEma(32_768, 256, 20);
    // 32,768 * (19 / 21) ^ n
    expect([ema.calculate(0, 1), ema.calculate(0, 1), ema.calculate(0, 1)]).toEqual([29_647, 26_824, 24_269]);
    const quick = new BufferSizeEma(200, 10, 3);
    // alpha 0.5: (200 + 111 / 13) / 2, then half-way to the double of that, within 200
    expect(quick.calculate(111, 13)).toBe(104);
    expect(quick.calculate(1_000_000, 1)).toBe(156);
    expect(quick.calculate(1_000_000, 1)).toBe(200);
  });

  test("rule 6.7: a size is announced when it changes by the threshold, or comes to a bound", () => {
    const settings = { periodMillis: 200, targetMillis: 1_000, samples: 1, thresholdPercent: 50, minBufferBytes: 50 };
    const debloater = new BufferDebloater(settings, 1_000);
    // One sample: what is wanted is what comes.
    expect(debloater.recalculate(1_000, 2)).toBe(500);
    expect(debloater.recalculate(900, 2)).toBe(null);
    expect(debloater.timeToConsumeMillis).toBe(1_000);
    expect(debloater.recalculate(0, 2)).toBe(50);
    expect(debloater.recalculate(1_000_000, 2)).toBe(100);
    expect(debloater.lastBytes).toBe(100);
  });

  test("rule 6.7: throughput counts the time that was measured, and stays without any", () => {
    const throughput = new ThroughputCalculator();
    throughput.add(100, 50);
    throughput.add(200, 0);
    expect(throughput.calculate()).toBe(6_000);
    throughput.add(0, 0);
    expect(throughput.calculate()).toBe(6_000);
    throughput.add(0, 10);
    expect(throughput.calculate()).toBe(0);
  });
});

test("numbers that no network can have are refused", () => {
  expect(() => networkSettings({ bufferBytes: 0 })).toThrow("at least 1 as bufferBytes");
  expect(networkSettings({})).toEqual({
    buffersPerChannel: 2,
    floatingBuffersPerGate: 8,
    maxBuffersPerChannel: 10,
    overdraftBuffers: 5,
    bufferBytes: 32_768,
    debloating: null,
  });
});
