/**
 * What CEP reports to the tracer: which events wait in the queue of their key, which partial matches begin, go on and
 * end, what they wait for, and which events a match is made of. Only a run that is traced has one.
 *
 * A partial match is told by its events and by what it waits for. Its events are held there ("partial match [1 as a],
 * which waits for b") until it goes on, ends or is complete. Keyed state carries the records' identities and that text,
 * so that both outlive a restart.
 */
import { MAX_TIMESTAMP, NO_TIMESTAMP, preview } from "../core/index";
import type { OperatorContext } from "../operators/index";
import { later } from "./cep-time";
import type { ComputationState } from "./computation-state";
import type { MatchedIds } from "./event-id";
import type { EndOfPartialMatch, PartialMatchListener } from "./nfa";
import type { NfaNode } from "./nfa-states";
import type { SharedBuffer } from "./shared-buffer";

const QUEUE = "event queue";

type Part = { readonly record: number; readonly stage: string; readonly timestamp: number };

/** The place where the events of a partial match, or of one that is complete, are held. */
type Description = { readonly parts: readonly Part[]; readonly text: string; readonly until: number };

const TEXT = /^(?:partial|complete) match \[(.*)\](?:, which waits for (.*))?$/;

const REASONS: Readonly<Record<EndOfPartialMatch, string>> = {
  "timed-out": "its window was over",
  skipped: "a match was emitted, and the skip strategy ended what had begun before",
  emitted: "it was emitted",
};

export class CepTrace<T> implements PartialMatchListener {
  readonly #context: OperatorContext<never>;
  readonly #buffer: SharedBuffer<T>;
  readonly #nodes: ReadonlyMap<string, NfaNode<T>>;
  readonly #idsOf: (state: ComputationState) => MatchedIds;
  readonly #windowMillis: number;
  readonly #waitsFor = new Map<string, string>();
  readonly #operator: number;
  readonly #subtask: number;
  /** The event that is being processed, and whether a partial match has taken it. */
  #record = 0;
  #isTaken = false;
  #knownKey: unknown = undefined;
  #keyText = "";

  constructor(
    context: OperatorContext<never>,
    buffer: SharedBuffer<T>,
    nfa: {
      readonly nodes: ReadonlyMap<string, NfaNode<T>>;
      readonly windowMillis: number;
      readonly idsOf: (state: ComputationState) => MatchedIds;
    },
  ) {
    this.#context = context;
    this.#operator = context.operatorIndex;
    this.#subtask = context.subtaskIndex;
    this.#buffer = buffer;
    this.#nodes = nfa.nodes;
    this.#idsOf = nfa.idsOf;
    this.#windowMillis = nfa.windowMillis;
  }

  /** The current record waits for its time; in milliseconds, as all times here. */
  queued(timestamp: number): void {
    const { tracer } = this.#context;
    this.#hold({ record: tracer.currentRecord, stage: "", timestamp }, QUEUE, timestamp);
  }

  late(timestamp: number, watermark: number): void {
    const { tracer } = this.#context;
    const rule = "its timestamp is not after the watermark, which makes it late for the pattern";
    this.#drop(tracer.currentRecord, timestamp, rule, watermark);
  }

  /** A queued event is taken up. */
  dequeued(record: number): void {
    this.#release(record, QUEUE, "its time had come");
  }

  beginEvent(record: number): void {
    this.#record = record;
    this.#isTaken = false;
  }

  endEvent(timestamp: number): void {
    if (!this.#isTaken) {
      const rule = "no partial match could take it, and none begins with it";
      this.#drop(this.#record, timestamp, rule, NO_TIMESTAMP);
    }
    this.#record = 0;
  }

  went(
    before: ComputationState,
    products: readonly ComputationState[],
    completed: readonly ComputationState[],
    isStopped: boolean,
  ): void {
    const entered: Description[] = [];
    let stays = false;
    for (const product of isStopped ? [] : [...products, ...completed]) {
      if (product.start === null) continue;
      const description = this.#describe(product);
      product.traceText = description.text;
      if (description.text === before.traceText) stays = true;
      else entered.push(description);
    }
    if (!stays) this.#leave(before, this.#reasonOf(entered.length > 0 || completed.length > 0, isStopped));
    const kind = before.start === null ? "partial-match-began" : "partial-match-advanced";
    for (const description of entered) this.#enter(kind, description);
    if (isStopped) for (const state of completed) this.#complete(kind, state);
  }

  ended(state: ComputationState, how: EndOfPartialMatch): void {
    this.#leave(state, REASONS[how]);
  }

  /** The events of a match, right before something is emitted for it. */
  contributed(ids: MatchedIds, records: readonly number[]): void {
    let place = 0;
    for (const [stage, events] of ids) {
      for (let i = 0; i < events.length; i++) {
        const record = records[place++] as number;
        if (record > 0)
          this.#context.tracer.emit({
            kind: "record-contributed",
            operator: this.#operator,
            subtask: this.#subtask,
            record,
            as: stage,
          });
      }
    }
  }

  #reasonOf(wentOn: boolean, isStopped: boolean): string {
    if (isStopped) return `record ${this.#record} fits a NOT stage, which ended the partial match`;
    if (wentOn) return `record ${this.#record} came and the partial match went on`;
    return `record ${this.#record} came, which may not stand between, and ended the partial match`;
  }

  #complete(kind: "partial-match-began" | "partial-match-advanced", state: ComputationState): void {
    const description = this.#describe(state);
    state.traceText = description.text;
    this.#enter(kind, description);
  }

  #enter(kind: "partial-match-began" | "partial-match-advanced", { parts, text, until }: Description): void {
    this.#tell(kind, text, "");
    for (const part of parts) {
      if (part.record === this.#record) this.#isTaken = true;
      this.#hold(part, text, until);
    }
  }

  /** Its events leave the place where they were put, whatever has taken their ids meanwhile. */
  #leave({ traceText: text }: ComputationState, reason: string): void {
    if (text === null) return;
    for (const part of this.#tell("partial-match-ended", text, reason).split(", ")) {
      this.#release(Number.parseInt(part, 10), text, reason);
    }
  }

  /** Gives the events, as the text lists them. */
  #tell(
    kind: "partial-match-began" | "partial-match-advanced" | "partial-match-ended",
    text: string,
    reason: string,
  ): string {
    const [, events = "", waitsFor = ""] = TEXT.exec(text) ?? [];
    const key = this.#key();
    this.#context.tracer.emit({
      kind,
      operator: this.#operator,
      subtask: this.#subtask,
      key,
      record: this.#record,
      events,
      waitsFor,
      reason,
    });
    return events;
  }

  #drop(record: number, timestamp: number, rule: string, limit: number): void {
    this.#context.tracer.emit({
      kind: "record-dropped",
      operator: this.#operator,
      subtask: this.#subtask,
      record,
      timestamp,
      rule,
      limit,
    });
  }

  #hold({ record, timestamp }: Part, where: string, until: number): void {
    if (record === 0) return;
    const key = this.#key();
    this.#context.tracer.emit({
      kind: "record-held",
      operator: this.#operator,
      subtask: this.#subtask,
      record,
      key,
      timestamp,
      where,
      until,
    });
  }

  #release(record: number, where: string, reason: string): void {
    if (record > 0)
      this.#context.tracer.emit({
        kind: "record-released",
        operator: this.#operator,
        subtask: this.#subtask,
        record,
        where,
        reason,
      });
  }

  #describe(state: ComputationState): Description {
    const parts: Part[] = [];
    for (const [stage, ids] of this.#idsOf(state)) {
      for (const id of ids) parts.push({ record: this.#buffer.recordOf(id), stage, timestamp: id.timestamp });
    }
    const events = parts.map(({ record, stage }) => `${record} as ${stage}`).join(", ");
    const node = this.#nodes.get(state.state);
    const waitsFor = node === undefined ? "" : this.#waitsForAt(node);
    const text =
      waitsFor === "" ? `complete match [${events}]` : `partial match [${events}], which waits for ${waitsFor}`;
    const start = state.start?.timestamp ?? MAX_TIMESTAMP;
    const until = this.#windowMillis > 0 ? later(start, this.#windowMillis) : MAX_TIMESTAMP;
    return { parts, text, until };
  }

  /** What would take a partial match on from a state; empty at the end. */
  #waitsForAt(node: NfaNode<T>): string {
    let text = this.#waitsFor.get(node.name);
    if (text === undefined) {
      text = wordsFor(node);
      this.#waitsFor.set(node.name, text);
    }
    return text;
  }

  #key(): string {
    const key = this.#context.keyedState.getCurrentKey();
    if (key !== this.#knownKey) {
      this.#knownKey = key;
      this.#keyText = preview(key);
    }
    return this.#keyText;
  }
}

/** The stages whose events would be taken next, directly or behind PROCEED edges. */
function wordsFor<T>(from: NfaNode<T>): string {
  if (from.type === "Final") return "";
  if (from.type === "Pending") return `the end of its window without ${from.stage}`;
  const stages = new Set<string>();
  const seen = new Set([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { action, target } of node.edges) {
      if (action === "TAKE") stages.add(node.stage);
      else if (action === "IGNORE" && target?.type === "Final") stages.add(`an event that is not ${node.stage}`);
      if (action !== "PROCEED" || target === null || target.type === "Stop" || seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return [...stages].join(" or ");
}
