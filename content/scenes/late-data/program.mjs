const NOON = Date.UTC(2026, 2, 4, 12);
const reading = (arrivesAt, sensor, value, second) => ({
  arrivalMillis: NOON + arrivesAt * 1_000,
  value: { sensor, value, at: NOON + second * 1_000 },
});

const readings = env.fromSource(
  createScriptedSource([
    reading(1, "a", 3, 2),
    reading(2, "a", 1, 6),
    reading(3, "a", 4, 9),
    reading(4, "a", 2, 16),
    reading(5, "a", 5, 8),
    reading(6, "a", 1, 21),
    reading(7, "a", 7, 4),
    reading(8, "a", 2, 27),
  ]),
  WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofSeconds(5)).withTimestampAssigner((it) => it.at),
  "readings",
);

readings
  .keyBy((it) => it.sensor)
  .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
  .allowedLateness(Duration.ofSeconds(lateness))
  .sum("value")
  .name("sums")
  .sinkTo(results)
  .name("results");
