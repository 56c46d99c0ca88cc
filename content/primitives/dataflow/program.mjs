const NOON = Date.UTC(2026, 2, 4, 12);
const lines = ["to be", "or not", "to be"].map((value, index) => ({
  arrivalMillis: NOON + 1_000 * (index + 1),
  value,
}));

env
  .fromSource(createScriptedSource(lines), WatermarkStrategy.noWatermarks(), "lines")
  .flatMap((line, out) => {
    for (const word of line.split(" ")) out.collect({ word, count: 1 });
  })
  .name("words")
  .keyBy((it) => it.word)
  .sum("count")
  .name("counts")
  .map((it) => `${it.word} ${it.count}`)
  .name("texts")
  .sinkTo(results)
  .name("results");
