// Misconception: a key that was seen already is a repeat.
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
    if (this.#windows.contains(count.windowStart)) return;
    this.#windows.put(count.windowStart, count.clicks);
    const total = (this.#total.value() ?? 0) + count.clicks;
    this.#total.update(total);
    out.collect({ campaign: count.campaign, total });
  }
}

counts
  .keyBy((count) => count.campaign)
  .process(new CampaignTotals())
  .sinkTo(totals);
