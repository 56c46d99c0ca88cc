const NOON = Date.UTC(2026, 2, 4, 12);
const order = (arrivesAt, id, second) => ({
  arrivalMillis: NOON + arrivesAt * 1_000,
  value: { id, at: NOON + second * 1_000 },
});

class Remind extends KeyedProcessFunction {
  processElement(it, context) {
    context.timerService().registerEventTimeTimer(it.at + 10_000);
  }

  onTimer(timestamp, context, out) {
    out.collect(`${context.getCurrentKey()} at ${(timestamp - NOON) / 1_000} s`);
  }
}

env
  .fromSource(
    createScriptedSource([
      order(1, "a", 0),
      order(2, "b", 1),
      order(12, "c", 11),
      order(13, "d", 9),
      order(15, "e", 14),
      order(20, "f", 16),
    ]),
    WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(3)).withTimestampAssigner((it) => it.at),
    "orders",
  )
  .keyBy((it) => it.id)
  .process(new Remind())
  .name("reminders")
  .sinkTo(results)
  .name("results");
