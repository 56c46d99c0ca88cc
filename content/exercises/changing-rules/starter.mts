/** Judges transactions by rules that change. */
const timedTransactions = transactions.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Transaction>(Duration.ofMinutes(1)).withTimestampAssigner((it) => it.at),
);
const timedRules = rules.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Rule>(Duration.ofMinutes(1)).withTimestampAssigner((it) => it.at),
);

function breaks(transaction: Transaction, rule: Rule): boolean {
  const isForCountry = rule.country === null || rule.country === transaction.country;
  return isForCountry && rule.limitCents !== null && transaction.cents > rule.limitCents;
}

const RULES = new MapStateDescriptor<string, Rule>("rules");

class Judge extends BroadcastProcessFunction<Transaction, Rule, Verdict> {
  override processElement(transaction: Transaction, context: ReadOnlyBroadcastContext, out: Collector<Verdict>): void {
    // Your turn: has every rule arrived by now, and is this its right version?
    const broken = [...context.getBroadcastState(RULES).immutableEntries()]
      .filter((entry) => breaks(transaction, entry.value))
      .map((entry) => entry.key)
      .sort();
    out.collect({ txId: transaction.txId, card: transaction.card, at: transaction.at, broken });
  }

  override processBroadcastElement(rule: Rule, context: BroadcastContext): void {
    context.getBroadcastState(RULES).put(rule.ruleId, rule);
  }
}

timedTransactions.connect(timedRules.broadcast(RULES)).process(new Judge()).sinkTo(verdicts);
