// Misconception: CEP sorts what it gets by time, so the watermark need not allow for disorder.
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forMonotonousTimestamps<Payment>().withTimestampAssigner((it) => it.at),
);

const pattern = Pattern.begin<Payment>("test", AfterMatchSkipStrategy.skipPastLastEvent())
  .where((payment) => payment.cents <= 100)
  .followedBy("theft")
  .where((payment) => payment.cents >= 50_000)
  .within(Duration.ofMinutes(1));

class RaiseAlarm extends PatternProcessFunction<Payment, Alarm> {
  override processMatch(match: Map<string, Payment[]>, _context: PatternContext, out: Collector<Alarm>): void {
    const test = match.get("test")?.[0];
    const theft = match.get("theft")?.[0];
    if (test === undefined || theft === undefined) return;
    const { card, cents, at } = theft;
    out.collect({ card, testId: test.paymentId, theftId: theft.paymentId, cents, at });
  }
}

CEP.pattern(
  timedPayments.keyBy((payment) => payment.card),
  pattern,
)
  .process(new RaiseAlarm())
  .sinkTo(alarms);
