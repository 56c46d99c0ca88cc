/**
 * Why was this record emitted, dropped, or why is it still pending? The answer for any record of a trace, as facts and as
 * sentences in Flink's words.
 */
import { formatTimestamp, MAX_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { describeOutside } from "./explain-outside";
import { describeOrigin, describeStation } from "./explain-sentences";
import { type Emission, RecordLedger, type Station } from "./record-ledger";
import type { TraceLog } from "./trace-log";
import { windowStay } from "./window-stay";

/**
 * - `emitted`: an operator that received it made something of it, alone or with others.
 * - `pending`: it waits, in a window, a buffer, a queue or a channel.
 * - `dropped`: nobody made anything of it, and somebody refused it (late, evicted, ...).
 * - `consumed`: whoever received it emitted nothing for it: a sink, a filter, a function that kept it to itself.
 * - `undone`: a restart took back all that was done with it; what the source reads again is another record of the trace.
 */
export type RecordOutcome = "emitted" | "pending" | "dropped" | "consumed" | "undone";

export type RecordExplanation = {
  readonly record: number;
  /** Records that it was made of; empty for a record of a source. */
  readonly madeOf: readonly number[];
  /** Records that were made of it. */
  readonly became: readonly number[];
  readonly outcome: RecordOutcome;
  /** What each operator that received it did with it, in order. */
  readonly stations: readonly {
    readonly operator: number;
    readonly subtask: number;
    readonly outcome: RecordOutcome;
  }[];
  /** The whole story, a sentence each. */
  readonly sentences: readonly string[];
};

export type ExplainOptions = {
  /** How times are written; by default milliseconds, `MIN`, `MAX` and `none`. */
  readonly formatTime?: (timestamp: number) => string;
  readonly formatWindow?: (start: number, end: number) => string;
};

/** How sentences are written: names of operators, times and windows, and where the watermark stands. */
export type ExplainWords = {
  readonly operator: (operator: number, subtask: number) => string;
  /** What kind of operator it is (`TraceOperator.kind`); empty when the trace does not say. */
  readonly kind: (operator: number) => string;
  readonly time: (timestamp: number) => string;
  readonly window: (start: number, end: number) => string;
  readonly watermark: (operator: number, subtask: number) => number;
};

/** What is said of a record that nobody has received. */
const ON_ITS_WAY: Readonly<Record<"pending" | "consumed" | "undone", string>> = {
  pending: "It is on its way in a channel.",
  consumed: "Nobody takes this output.",
  undone: "A restart took it back before anybody received it.",
};

/** Explains the records of one trace. Reads the trace once; each record costs what happened to it. */
export class RecordExplainer {
  readonly #ledger: RecordLedger;
  readonly #words: ExplainWords;

  constructor(log: TraceLog, options: ExplainOptions = {}) {
    const ledger = new RecordLedger(log);
    this.#ledger = ledger;
    const time = options.formatTime ?? formatTimestamp;
    this.#words = {
      operator: (operator, subtask) => placeName(log, operator, subtask),
      kind: (operator) => log.operators[operator]?.kind ?? "",
      time,
      window: options.formatWindow ?? ((start, end) => boundsText(start, end, time)),
      watermark: (operator, subtask) => ledger.watermarkAt(operator, subtask),
    };
  }

  /** The identities of all records that the trace knows, ascending. */
  get records(): readonly number[] {
    const { emissions, stations } = this.#ledger;
    return [...new Set([...emissions.keys(), ...stations.keys()])].sort((a, b) => a - b);
  }

  /** The explanation of one record; null for one that the trace does not know. */
  explain(record: number): RecordExplanation | null {
    const emission = this.#ledger.emissions.get(record) ?? null;
    const stations = this.#ledger.stations.get(record) ?? [];
    if (emission === null && stations.length === 0) return null;
    const outcomes = stations.map(stationOutcome);
    return {
      record,
      madeOf: emission === null ? [] : madeOf(emission),
      became: [...new Set(stations.flatMap(resultsOf))],
      outcome: outcomes.length > 0 ? overall(outcomes) : this.#onItsWay(emission),
      stations: stations.map(({ received }, index) => ({
        operator: received.operator,
        subtask: received.subtask,
        outcome: outcomes[index] as RecordOutcome,
      })),
      sentences: [
        describeOrigin(emission, stations[0] ?? null, this.#words),
        ...stations.flatMap((station) => describeStation(station, this.#words)),
        ...describeOutside(this.#ledger.outside.get(record) ?? []),
        ...(stations.length === 0 ? [ON_ITS_WAY[this.#onItsWay(emission)]] : []),
      ],
    };
  }

  /** A record that nobody has received is on its way, unless nobody listens or a restart took it back. */
  #onItsWay(emission: Emission | null): "pending" | "consumed" | "undone" {
    if (emission?.undone !== undefined && emission.undone !== null) return "undone";
    return emission !== null && this.#ledger.isHeard(emission) ? "pending" : "consumed";
  }
}

/** The explanation of one record of a trace; null for one that the trace does not know. */
export function explain(log: TraceLog, record: number, options: ExplainOptions = {}): RecordExplanation | null {
  return new RecordExplainer(log, options).explain(record);
}

function madeOf({ event, firing, parts }: Emission): readonly number[] {
  if (parts.length > 0) return [...new Set(parts.map((part) => part.record))];
  if (firing !== null) return firing.records;
  return event.parent === 0 ? [] : [event.parent];
}

function resultsOf(station: Station): number[] {
  const inWindows = station.windows.flatMap((stay) => windowStay(stay).firings.flatMap((firing) => firing.results));
  const withOthers = station.contributed.map(({ record }) => record).filter((record) => record > 0);
  return [...station.emitted, ...inWindows, ...withOthers];
}

function stationOutcome(station: Station): RecordOutcome {
  if (station.undone !== null) return "undone";
  const stays = station.windows.map(windowStay);
  if (resultsOf(station).length > 0 || stays.some((stay) => stay.firings.length > 0)) return "emitted";
  if (stays.some((stay) => stay.isOpen) || station.held.some(({ released }) => released === null)) return "pending";
  const wasRefused = station.late.length > 0 || station.dropped.length > 0;
  return wasRefused || stays.length > 0 ? "dropped" : "consumed";
}

function overall(outcomes: readonly RecordOutcome[]): RecordOutcome {
  for (const outcome of ["emitted", "pending", "dropped", "consumed"] as const) {
    if (outcomes.includes(outcome)) return outcome;
  }
  return "undone";
}

function placeName(log: TraceLog, operator: number, subtask: number): string {
  const known = log.operators[operator];
  if (known === undefined) return `operator ${operator}`;
  return known.parallelism > 1 ? `${known.name}, subtask ${subtask + 1} of ${known.parallelism}` : known.name;
}

function boundsText(start: number, end: number, time: (timestamp: number) => string): string {
  return end === MAX_TIMESTAMP && start < 0 && start !== NO_TIMESTAMP
    ? "the global window"
    : `[${time(start)}, ${time(end)})`;
}
