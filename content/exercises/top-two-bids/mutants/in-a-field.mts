// Misconception: the best two can be kept in a field.
class TopTwo extends KeyedProcessFunction<string, Bid, RankingChange> {
  best: Bid[] = [];

  override processElement(bid: Bid, _context: KeyedProcessContext<string>, out: Collector<RankingChange>): void {
    const best = [...this.best];
    const place = best.findIndex((other) => bid.cents > other.cents);
    if (place === -1 && best.length === 2) return;
    if (best.length === 2) {
      const loser = best.pop();
      if (loser !== undefined) out.collect({ ...changeOf(loser), change: "-D" });
    }
    best.splice(place === -1 ? best.length : place, 0, bid);
    this.best = best;
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
