const NOON = Date.UTC(2026, 2, 4, 12);
const click = (partition, arrivesAt, second) => ({
  arrivalMillis: NOON + arrivesAt * 1_000,
  partition,
  value: { page: partition === 0 ? "home" : "cart", at: NOON + second * 1_000 },
});

const strategy = WatermarkStrategy.forMonotonousTimestamps().withTimestampAssigner((it) => it.at);

const clicks = env.fromSource(
  createScriptedSource(
    [
      click(0, 1, 1),
      click(1, 1.5, 2),
      click(0, 3, 5),
      click(0, 6, 8),
      click(0, 9, 11),
      click(0, 12, 14),
      click(0, 15, 17),
      click(0, 18, 23),
      click(1, 20, 22),
      click(0, 22, 26),
      click(1, 23, 31),
      click(0, 24, 32),
    ],
    { partitionsStayOpen: true },
  ),
  idleness === 0 ? strategy : strategy.withIdleness(Duration.ofSeconds(idleness)),
  "clicks",
);

clicks
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
