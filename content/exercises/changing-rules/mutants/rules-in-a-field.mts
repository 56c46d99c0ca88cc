// Misconception: every subtask hears every rule, so a field holds them as well as broadcast state.
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

class Judge extends KeyedBroadcastProcessFunction<string, Transaction, Rule, Verdict> {
  versions = new Map<string, readonly Rule[]>();
  #waiting!: ListState<Transaction>;

  override open(context: RuntimeContext): void {
    this.#waiting = context.getListState(new ListStateDescriptor<Transaction>("waiting"));
  }

  override processElement(transaction: Transaction, context: KeyedReadOnlyBroadcastContext<string>): void {
    this.#waiting.add(transaction);
    context.timerService().registerEventTimeTimer(transaction.at);
  }

  override processBroadcastElement(rule: Rule): void {
    const versions = [...(this.versions.get(rule.ruleId) ?? []), rule].sort((a, b) => a.at - b.at);
    this.versions.set(rule.ruleId, versions);
  }

  override onTimer(timestamp: number, _context: BroadcastOnTimerContext<string>, out: Collector<Verdict>): void {
    const waiting = [...this.#waiting.get()];
    this.#waiting.update(waiting.filter((it) => it.at > timestamp));
    for (const transaction of waiting.filter((it) => it.at <= timestamp)) {
      const broken = [...this.versions]
        .filter(([, versions]) => {
          const inForce = versions.filter((rule) => rule.at <= transaction.at).at(-1);
          return inForce !== undefined && breaks(transaction, inForce);
        })
        .map(([ruleId]) => ruleId)
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
