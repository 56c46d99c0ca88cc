// Misconception: one pending change for each customer is enough.
/** The version that is not closed yet. */
type Current = { tier: string; from: number };

class ToVersions extends KeyedProcessFunction<string, Change, Version> {
  #pending!: ValueState<Change>;
  #current!: ValueState<Current>;
  override open(context: RuntimeContext): void {
    this.#pending = context.getState(new ValueStateDescriptor<Change>("pending"));
    this.#current = context.getState(new ValueStateDescriptor<Current>("current"));
  }
  override processElement(change: Change, context: KeyedProcessContext<string>): void {
    this.#pending.update(change);
    context.timerService().registerEventTimeTimer(change.at);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<Version>): void {
    const pending = this.#pending.value();
    if (pending === null || pending.at !== timestamp) return;
    const current = this.#current.value();
    if (current?.tier === pending.tier) return;
    if (current !== null) out.collect({ ...current, customer: context.getCurrentKey(), to: timestamp });
    this.#current.update({ tier: pending.tier, from: timestamp });
  }
}
changes
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Change>(Duration.ofSeconds(10)).withTimestampAssigner(
      (change) => change.at,
    ),
  )
  .keyBy((change) => change.customer)
  .process(new ToVersions())
  .sinkTo(versions);
