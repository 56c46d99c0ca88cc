/** Judges transactions by the rules of their moment, once that moment has passed for both streams. */
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

class Judge extends KeyedBroadcastProcessFunction<string, Transaction, Rule, Verdict> {
  #waiting!: ListState<Transaction>;

  override open(context: RuntimeContext): void {
    this.#waiting = context.getListState(new ListStateDescriptor<Transaction>("waiting"));
  }

  override processElement(transaction: Transaction, context: KeyedReadOnlyBroadcastContext<string>): void {
    this.#waiting.add(transaction);
    context.timerService().registerEventTimeTimer(transaction.at);
  }

  override processBroadcastElement(rule: Rule, context: KeyedBroadcastContext<string>): void {
    const state = context.getBroadcastState(RULES);
    const versions = [...(state.get(rule.ruleId) ?? []), rule].sort((a, b) => a.at - b.at);
    state.put(rule.ruleId, versions);
  }

  override onTimer(timestamp: number, context: BroadcastOnTimerContext<string>, out: Collector<Verdict>): void {
    const waiting = [...this.#waiting.get()];
    this.#waiting.update(waiting.filter((it) => it.at > timestamp));
    for (const transaction of waiting.filter((it) => it.at <= timestamp)) {
      const broken = [...context.getBroadcastState(RULES).immutableEntries()]
        .filter(({ value: versions }) => {
          const inForce = versions.filter((rule) => rule.at <= transaction.at).at(-1);
          return inForce !== undefined && breaks(transaction, inForce);
        })
        .map((entry) => entry.key)
        .sort();
      out.collect({ txId: transaction.txId, card: transaction.card, at: transaction.at, broken });
    }
  }
}

timedTransactions
  .keyBy((transaction) => transaction.card)
  .connect(timedRules.broadcast(RULES))
  .process(new Judge())
  .sinkTo(verdicts);
