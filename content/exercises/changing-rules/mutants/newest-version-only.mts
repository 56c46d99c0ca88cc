// Misconception: when the watermark has passed, the version in the state is the one that was in force.
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
    const known = state.get(rule.ruleId);
    if (known === null || known.at < rule.at) state.put(rule.ruleId, rule);
  }

  override onTimer(timestamp: number, context: BroadcastOnTimerContext<string>, out: Collector<Verdict>): void {
    const waiting = [...this.#waiting.get()];
    this.#waiting.update(waiting.filter((it) => it.at > timestamp));
    for (const transaction of waiting.filter((it) => it.at <= timestamp)) {
      const broken = [...context.getBroadcastState(RULES).immutableEntries()]
        .filter((entry) => entry.value.at <= transaction.at && breaks(transaction, entry.value))
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
