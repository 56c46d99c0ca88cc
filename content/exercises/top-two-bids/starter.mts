/** Sends each bid that is higher than the highest so far. */
class TopTwo extends KeyedProcessFunction<string, Bid, RankingChange> {
  #highest!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#highest = context.getState(new ValueStateDescriptor<number>("highest"));
  }

  override processElement(bid: Bid, _context: KeyedProcessContext<string>, out: Collector<RankingChange>): void {
    if (bid.cents <= (this.#highest.value() ?? 0)) return;
    this.#highest.update(bid.cents);
    out.collect({ auction: bid.auction, change: "+I", bidId: bid.bidId, cents: bid.cents });
  }
}

bids
  .keyBy((bid) => bid.auction)
  .process(new TopTwo())
  .sinkTo(changes);
