// Misconception: an upsert holds what is new since the last one.
class CampaignTotals extends KeyedProcessFunction<string, WindowCount, CampaignTotal> {
  #total!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#total = context.getState(new ValueStateDescriptor<number>("total"));
  }

  override processElement(
    count: WindowCount,
    _context: KeyedProcessContext<string>,
    out: Collector<CampaignTotal>,
  ): void {
    const total = (this.#total.value() ?? 0) + count.clicks;
    this.#total.update(total);
    out.collect({ campaign: count.campaign, total });
  }
}

counts
  .keyBy((count) => count.campaign)
  .process(new CampaignTotals())
  .sinkTo(totals);
