// Misconception: next means that one payment comes later than the other.
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofSeconds(10)).withTimestampAssigner((it) => it.at),
);

const pattern = Pattern.begin<Payment>("test", AfterMatchSkipStrategy.skipPastLastEvent())
  .where((payment) => payment.cents <= 100)
  .next("theft")
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
