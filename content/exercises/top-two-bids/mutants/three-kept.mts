// Misconception: one more than asked for does no harm.
class TopTwo extends KeyedProcessFunction<string, Bid, RankingChange> {
  #best!: ValueState<Bid[]>;

  override open(context: RuntimeContext): void {
    this.#best = context.getState(new ValueStateDescriptor<Bid[]>("best"));
  }

  override processElement(bid: Bid, _context: KeyedProcessContext<string>, out: Collector<RankingChange>): void {
    const best = [...(this.#best.value() ?? [])];
    const place = best.findIndex((other) => bid.cents > other.cents);
    if (place === -1 && best.length === 3) return;
    if (best.length === 3) {
      const loser = best.pop();
      if (loser !== undefined) out.collect({ ...changeOf(loser), change: "-D" });
    }
    best.splice(place === -1 ? best.length : place, 0, bid);
    this.#best.update(best);
    out.collect({ ...changeOf(bid), change: "+I" });
  }
}

function changeOf(bid: Bid): Omit<RankingChange, "change"> {
  return { auction: bid.auction, bidId: bid.bidId, cents: bid.cents };
}

bids
  .keyBy((bid) => bid.auction)
  .process(new TopTwo())
  .sinkTo(changes);
