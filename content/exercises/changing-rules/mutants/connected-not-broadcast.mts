// Misconception: connect brings each record of one stream to all records of the other.
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

class Judge extends KeyedCoProcessFunction<string, Transaction, Rule, Verdict> {
  #waiting!: ListState<Transaction>;
  #rules!: ListState<Rule>;
  override open(context: RuntimeContext): void {
    this.#waiting = context.getListState(new ListStateDescriptor<Transaction>("waiting"));
    this.#rules = context.getListState(new ListStateDescriptor<Rule>("rules"));
  }
  override processElement1(transaction: Transaction, context: KeyedProcessContext<string>): void {
    this.#waiting.add(transaction);
    context.timerService().registerEventTimeTimer(transaction.at);
  }
  override processElement2(rule: Rule): void {
    this.#rules.add(rule);
  }
  override onTimer(timestamp: number, _context: OnTimerContext<string>, out: Collector<Verdict>): void {
    const waiting = [...this.#waiting.get()];
    this.#waiting.update(waiting.filter((it) => it.at > timestamp));
    for (const transaction of waiting.filter((it) => it.at <= timestamp)) {
      const inForce = new Map<string, Rule>();
      for (const rule of [...this.#rules.get()].sort((a, b) => a.at - b.at))
        if (rule.at <= transaction.at) inForce.set(rule.ruleId, rule);
      const broken = [...inForce.values()].filter((rule) => breaks(transaction, rule)).map((rule) => rule.ruleId);
      out.collect({ txId: transaction.txId, card: transaction.card, at: transaction.at, broken: broken.sort() });
    }
  }
}

timedTransactions
  .connect(timedRules)
  .keyBy(
    (transaction) => transaction.card,
    (rule) => rule.ruleId,
  )
  .process(new Judge())
  .sinkTo(verdicts);
