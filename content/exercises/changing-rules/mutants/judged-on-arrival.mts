// Misconception: what was sent earlier has arrived earlier, so the rules are there when the transaction comes.
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

/** All versions of each rule, oldest first. */
const RULES = new MapStateDescriptor<string, readonly Rule[]>("rules");

class Judge extends BroadcastProcessFunction<Transaction, Rule, Verdict> {
  override processElement(transaction: Transaction, context: ReadOnlyBroadcastContext, out: Collector<Verdict>): void {
    const broken = [...context.getBroadcastState(RULES).immutableEntries()]
      .filter(({ value: versions }) => {
        const inForce = versions.filter((rule) => rule.at <= transaction.at).at(-1);
        return inForce !== undefined && breaks(transaction, inForce);
      })
      .map((entry) => entry.key)
      .sort();
    out.collect({ txId: transaction.txId, card: transaction.card, at: transaction.at, broken });
  }
  override processBroadcastElement(rule: Rule, context: BroadcastContext): void {
    const state = context.getBroadcastState(RULES);
    const versions = [...(state.get(rule.ruleId) ?? []), rule].sort((a, b) => a.at - b.at);
    state.put(rule.ruleId, versions);
  }
}

timedTransactions.connect(timedRules.broadcast(RULES)).process(new Judge()).sinkTo(verdicts);
