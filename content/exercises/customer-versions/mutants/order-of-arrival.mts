// Misconception: changes of one key come in the order in which they happened.
/** The version that is not closed yet. */
type Current = { tier: string; from: number };

class ToVersions extends KeyedProcessFunction<string, Change, Version> {
  #current!: ValueState<Current>;
  override open(context: RuntimeContext): void {
    this.#current = context.getState(new ValueStateDescriptor<Current>("current"));
  }
  override processElement(change: Change, _context: KeyedProcessContext<string>, out: Collector<Version>): void {
    const current = this.#current.value();
    if (current?.tier === change.tier) return;
    if (current !== null) out.collect({ ...current, customer: change.customer, to: change.at });
    this.#current.update({ tier: change.tier, from: change.at });
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
