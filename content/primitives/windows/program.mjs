const NOON = Date.UTC(2026, 2, 4, 12);
const click = (arrivesAt, second) => ({
  arrivalMillis: NOON + arrivesAt * 1_000,
  value: { page: "home", at: NOON + second * 1_000 },
});

env
  .fromSource(
    createScriptedSource([click(1, 1), click(8, 8), click(9, 3), click(12, 12), click(13, 7), click(15, 15)]),
    WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(2)).withTimestampAssigner((it) => it.at),
    "clicks",
  )
  .keyBy((it) => it.page)
  .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
  .aggregate({
    createAccumulator: () => 0,
    add: (_click, count) => count + 1,
    getResult: (count) => count,
    merge: (left, right) => left + right,
  })
  .name("counts")
  .sinkTo(results)
  .name("results");
