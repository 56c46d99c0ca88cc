/**
 * A window operator in a harness, for tests that follow a rule step by step: each step gives what came out, as text.
 *
 *   a[0,10) 1+2 @9        key, window and values in iteration order, and the timestamp
 *   late a3 @4            what went to the side output of late records
 */
import { NO_TIMESTAMP } from "../core/index";
import { type Collector, OutputTag } from "../operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../testing/index";
import {
  ProcessWindowFunction,
  TimeWindow,
  type Window,
  type WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
  type WindowOperatorFactory,
} from "./index";

export type Item = readonly [key: string, value: number];

export const LATE = new OutputTag<Item>("late");

type Builder<W extends Window> = WindowOperatorBuilder<Item, string, W>;

/** Lists the values of a window. */
export class ListWindow<W extends Window> extends ProcessWindowFunction<Item, string, string, W> {
  process(key: string, context: WindowContext<W>, items: Iterable<Item>, out: Collector<string>): void {
    out.collect(`${key}${textOf(context.window())} ${[...items].map(([, value]) => value).join("+")}`);
  }
}

/** `[0,10)`, or nothing for the global window. */
export function textOf(window: Window): string {
  return window instanceof TimeWindow ? `[${window.start},${window.end})` : "";
}

export class WindowScript {
  readonly #harness: OperatorHarness<Item, unknown>;

  constructor(create: WindowOperatorFactory<Item, unknown, never>, startProcessingTime = 0) {
    this.#harness = createKeyedOperatorHarness<string, Item, unknown>(create, (item) => item[0], {
      startProcessingTime,
    });
  }

  /** A record arrives; without timestamp where none is given. */
  element(key: string, value: number, timestamp: number = NO_TIMESTAMP): string[] {
    this.#harness.pushElement([key, value], timestamp);
    return this.#take();
  }

  watermark(watermark: number): string[] {
    this.#harness.pushWatermark(watermark);
    return this.#take();
  }

  clock(timeMillis: number): string[] {
    this.#harness.setProcessingTime(timeMillis);
    return this.#take();
  }

  restore(): void {
    this.#harness.restore();
  }

  /** State entries, event-time timers and processing-time timers that are left. */
  get left(): readonly [number, number, number] {
    const harness = this.#harness;
    return [harness.stateEntryCount, harness.eventTimeTimerCount, harness.processingTimeTimerCount];
  }

  get lateRecordsDropped(): number {
    return this.#harness.lateRecordsDropped;
  }

  #take(): string[] {
    return this.#harness.takeOutput().flatMap((event) => {
      if (event.kind === "record") return [`${shown(event.value)} @${event.timestamp}`];
      if (event.kind !== "side-output") return [];
      const [key, value] = event.value as Item;
      return [`${event.tag} ${key}${value} @${event.timestamp}`];
    });
  }
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The script of a window operator that lists its windows; `configure` adds trigger, evictor, lateness. */
export function listing<W extends Window>(
  assigner: WindowAssigner<never, W>,
  configure: (builder: Builder<W>) => Builder<W> = (builder) => builder,
  startProcessingTime = 0,
): WindowScript {
  const builder = configure(new WindowOperatorBuilder<Item, string, W>(assigner));
  return new WindowScript(builder.process(new ListWindow<W>()) as never, startProcessingTime);
}
