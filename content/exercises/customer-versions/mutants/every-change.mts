// Misconception: each change opens a new version.
/** The version that is not closed yet. */
type Current = { tier: string; from: number };

class ToVersions extends KeyedProcessFunction<string, Change, Version> {
  #pending!: MapState<number, string>;
  #current!: ValueState<Current>;

  override open(context: RuntimeContext): void {
    this.#pending = context.getMapState(new MapStateDescriptor<number, string>("pending"));
    this.#current = context.getState(new ValueStateDescriptor<Current>("current"));
  }

  override processElement(change: Change, context: KeyedProcessContext<string>): void {
    this.#pending.put(change.at, change.tier);
    context.timerService().registerEventTimeTimer(change.at);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<Version>): void {
    const tier = this.#pending.get(timestamp);
    if (tier === null) return;
    this.#pending.remove(timestamp);
    const current = this.#current.value();
    if (current !== null) {
      out.collect({ customer: context.getCurrentKey(), tier: current.tier, from: current.from, to: timestamp });
    }
    this.#current.update({ tier, from: timestamp });
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
