import { expect, test } from "vitest";
import { Channel, ElementKind } from "./channel";

function createChannel(capacity: number) {
  const producer = { fullOutputs: 0, nonEmptyInputs: 0 };
  const consumer = { fullOutputs: 0, nonEmptyInputs: 0 };
  return { channel: new Channel(capacity, producer, consumer), producer, consumer };
}

test("elements come out in the order in which they went in, whatever the overdraft", () => {
  const { channel } = createChannel(2);
  const seen: unknown[] = [];
  const take = () => {
    seen.push(channel.headValue);
    channel.drop();
  };
  let next = 0;
  // Grows to 70 elements, with the head in the middle of the ring when it does.
  for (let round = 0; round < 10; round += 1) {
    for (let push = 0; push < 10; push += 1) channel.push(ElementKind.RECORD, next++, 0, 0);
    for (let pull = 0; pull < 3; pull += 1) take();
  }
  expect(channel.size).toBe(70);
  while (channel.size > 0) take();
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index));
});

test("an element keeps its kind, time and record", () => {
  const { channel } = createChannel(4);
  channel.push(ElementKind.RECORD, "a", 17, 3);
  channel.push(ElementKind.WATERMARK, undefined, 20, 0);
  expect([channel.headKind, channel.headValue, channel.headTime, channel.headRecord]).toEqual([0, "a", 17, 3]);
  channel.drop();
  expect([channel.headKind, channel.headValue, channel.headTime]).toEqual([1, undefined, 20]);
});

test("the producer is told of full channels, the consumer of channels with elements", () => {
  const { channel, producer, consumer } = createChannel(2);
  const facts = () => [producer.fullOutputs, consumer.nonEmptyInputs];
  expect(facts()).toEqual([0, 0]);
  channel.push(ElementKind.RECORD, 1, 0, 0);
  expect(facts()).toEqual([0, 1]);
  channel.push(ElementKind.RECORD, 2, 0, 0);
  channel.push(ElementKind.RECORD, 3, 0, 0);
  expect(facts()).toEqual([1, 1]);
  channel.drop();
  expect(facts()).toEqual([1, 1]);
  channel.drop();
  expect(facts()).toEqual([0, 1]);
  channel.drop();
  expect(facts()).toEqual([0, 0]);
});
