/**
 * A channel over a slow network: what is pushed arrives a while later, in order. A fault of a run; barriers are slow too,
 * those that overtake are not.
 *
 * Data on its way counts against the credits, so a slow channel makes its producer wait.
 */
import type { InFlightElement } from "../checkpoint/index";
import { illegalArgument } from "../core/index";
import type { JobGraph } from "../graph/index";
import type { VirtualClock } from "../time/index";
import { Channel, type ChannelCounts, ElementKind } from "./channel";
import { type FaultPlan, vertexOfOperator } from "./fault-plan";

export type Slowness = { readonly delayMillis: number; readonly fromMillis: number; readonly untilMillis: number };

export class SlowChannel extends Channel {
  readonly #clock: VirtualClock;
  readonly #slowness: Slowness;
  readonly #credits: number;
  readonly #ofProducer: ChannelCounts;
  /** Credits that elements hold, also those on their way. */
  #taken = 0;
  /** Arrivals, the next one first. */
  readonly #onTheWay: { readonly element: InFlightElement; readonly at: number }[] = [];

  constructor(
    clock: VirtualClock,
    slowness: Slowness,
    capacity: number,
    producer: ChannelCounts,
    consumer: ChannelCounts,
  ) {
    super(Number.MAX_SAFE_INTEGER, producer, consumer);
    this.#clock = clock;
    this.#slowness = slowness;
    this.#credits = capacity;
    this.#ofProducer = producer;
  }

  /** Only what has arrived lies with the consumer. */
  override get inputShare(): number {
    return super.size;
  }

  override get heldCount(): number {
    return super.size + this.#onTheWay.length;
  }

  override elementAt(position: number): InFlightElement {
    const arrived = super.size;
    if (position < arrived) return super.elementAt(position);
    return (this.#onTheWay[position - arrived] as { element: InFlightElement }).element;
  }

  override removeAt(position: number): void {
    const arrived = super.size;
    if (position < arrived) super.removeAt(position);
    else this.#onTheWay.splice(position - arrived, 1);
  }

  override push(kind: ElementKind, value: unknown, time: number, record: number): void {
    const now = this.#clock.now();
    const { delayMillis, fromMillis, untilMillis } = this.#slowness;
    const isSlow = now >= fromMillis && now < untilMillis;
    const at = Math.max(this.#onTheWay.at(-1)?.at ?? 0, isSlow ? now + delayMillis : now);
    if (needsCredit(kind)) this.#takeCredit();
    if (at <= now && this.#onTheWay.length === 0) {
      super.push(kind, value, time, record);
      return;
    }
    this.#onTheWay.push({ element: { kind, value, time, record }, at });
    this.#clock.schedule(at, () => this.#arrive());
  }

  override drop(): void {
    const kind = this.headKind;
    super.drop();
    if (needsCredit(kind)) this.#giveCreditBack();
  }

  #arrive(): void {
    const now = this.#clock.now();
    while ((this.#onTheWay[0]?.at ?? Number.POSITIVE_INFINITY) <= now) {
      const { element } = this.#onTheWay.shift() as { element: InFlightElement };
      super.push(element.kind as ElementKind, element.value, element.time, element.record);
    }
  }

  #takeCredit(): void {
    this.#taken += 1;
    if (this.#taken === this.#credits) this.#ofProducer.fullOutputs += 1;
  }

  #giveCreditBack(): void {
    if (this.#taken === this.#credits) this.#ofProducer.fullOutputs -= 1;
    this.#taken -= 1;
  }
}

/** Events need none, as in Flink: else barriers on their way would leave no room for records. */
function needsCredit(kind: ElementKind): boolean {
  return kind <= ElementKind.STATUS;
}

type TaskOfChannel = { readonly vertex: number; readonly subtask: number };

type SlowFault = Slowness & { readonly from: TaskOfChannel; readonly to: TaskOfChannel };

/** How slow the channels of a run are, by the two subtasks that they connect. */
export class SlowChannels {
  readonly #faults: readonly SlowFault[];

  /**
   * Errors: `IllegalArgumentException` for a slow channel where channels are made of network buffers, and for an operator
   * that is not in the job.
   */
  constructor(graph: JobGraph, plan: FaultPlan, options: { readonly hasBuffers: boolean }) {
    const taskOf = ({ operator, subtask }: { readonly operator: string; readonly subtask: number }): TaskOfChannel => {
      return { vertex: vertexOfOperator(graph, operator).index, subtask };
    };
    this.#faults = plan.flatMap((fault): SlowFault[] => {
      if (fault.kind !== "slow-channel") return [];
      const { delayMillis, fromMillis = 0, untilMillis = Number.POSITIVE_INFINITY } = fault;
      return [{ from: taskOf(fault.from), to: taskOf(fault.to), delayMillis, fromMillis, untilMillis }];
    });
    if (this.#faults.length === 0 || !options.hasBuffers) return;
    throw illegalArgument("A channel that is made of network buffers cannot be slow.", {
      hint: 'Leave the option "network" out, or take the fault "slow-channel" out of the plan.',
    });
  }

  /** Of the channel between a subtask of a vertex and one of another; null where it is not slow. */
  of(source: number, from: number, target: number, to: number): Slowness | null {
    const isFrom = (task: TaskOfChannel) => task.vertex === source && task.subtask === from;
    const isTo = (task: TaskOfChannel) => task.vertex === target && task.subtask === to;
    return this.#faults.find((fault) => isFrom(fault.from) && isTo(fault.to)) ?? null;
  }
}
