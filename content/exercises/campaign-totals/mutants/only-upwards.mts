// Misconception: a smaller value is an old one and can be ignored.
class CampaignTotals extends KeyedProcessFunction<string, WindowCount, CampaignTotal> {
  #windows!: MapState<number, number>;
  #total!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#windows = context.getMapState(new MapStateDescriptor<number, number>("windows"));
    this.#total = context.getState(new ValueStateDescriptor<number>("total"));
  }

  override processElement(
    count: WindowCount,
    _context: KeyedProcessContext<string>,
    out: Collector<CampaignTotal>,
  ): void {
    const before = this.#windows.get(count.windowStart) ?? 0;
    if (count.clicks <= before) return;
    this.#windows.put(count.windowStart, count.clicks);
    const total = (this.#total.value() ?? 0) + count.clicks - before;
    this.#total.update(total);
    out.collect({ campaign: count.campaign, total });
  }
}

counts
  .keyBy((count) => count.campaign)
  .process(new CampaignTotals())
  .sinkTo(totals);
