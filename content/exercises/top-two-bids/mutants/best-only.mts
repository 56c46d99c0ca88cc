// Misconception: who beats the best is in, the others are out.
class TopTwo extends KeyedProcessFunction<string, Bid, RankingChange> {
  #best!: ValueState<Bid[]>;
  override open(context: RuntimeContext): void {
    this.#best = context.getState(new ValueStateDescriptor<Bid[]>("best"));
  }
  override processElement(bid: Bid, _context: KeyedProcessContext<string>, out: Collector<RankingChange>): void {
    const best = this.#best.value() ?? [];
    const first = best[0];
    if (first !== undefined && bid.cents <= first.cents) return;
    const loser = best[1];
    if (loser !== undefined) out.collect({ ...loser, change: "-D" });
    this.#best.update(first === undefined ? [bid] : [bid, first]);
    out.collect({ ...bid, change: "+I" });
  }
}

bids
  .keyBy((bid) => bid.auction)
  .process(new TopTwo())
  .sinkTo(changes);
