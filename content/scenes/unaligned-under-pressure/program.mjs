const NOON = Date.UTC(2026, 2, 4, 12);
const lines = (partition, count, gapMillis) =>
  Array.from({ length: count }, (_, index) => ({
    arrivalMillis: NOON + gapMillis * (index + 1),
    partition,
    value: { shop: partition === 0 ? "busy" : "calm", line: index + 1 },
  }));

env.enableCheckpointing(200);
const checkpoints = env.getCheckpointConfig();
checkpoints.enableUnalignedCheckpoints(unaligned);
if (timeoutMillis > 0) checkpoints.setAlignedCheckpointTimeout(Duration.ofMillis(timeoutMillis));

env
  .fromSource(
    createScriptedSource([...lines(0, 60, 5), ...lines(1, 20, 20)]),
    WatermarkStrategy.noWatermarks(),
    "lines",
  )
  .setParallelism(2)
  .keyBy((it) => it.shop)
  .reduce((_, it) => it)
  .name("price")
  .setParallelism(1)
  .sinkTo(results)
  .name("results");
