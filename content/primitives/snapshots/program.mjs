const NOON = Date.UTC(2026, 2, 4, 12);
const events = Array.from({ length: 8 }, (_, index) => ({ arrivalMillis: NOON + 400 * (index + 1), value: { n: 1 } }));

env.enableCheckpointing(1_000);
env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, Duration.ofMillis(500)));

env
  .fromSource(createScriptedSource(events), WatermarkStrategy.noWatermarks(), "events")
  .keyBy(() => "all")
  .sum("n")
  .name("count")
  .map((it) => it.n)
  .name("numbers")
  .sinkTo(results)
  .name("results");
