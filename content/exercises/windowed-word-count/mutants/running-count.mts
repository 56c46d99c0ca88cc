// Misconception: an aggregation on a keyed stream gives one row per key and window by itself.
lines
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Line>(Duration.ofSeconds(5)).withTimestampAssigner((line) => line.at),
  )
  .flatMap<WordCount>((line, out) => {
    const start = line.at - (line.at % 60_000);
    for (const word of line.text.toLowerCase().split(/[^a-z]+/))
      if (word !== "") out.collect({ word, start, count: 1 });
  })
  .keyBy((w) => `${w.word}/${w.start}`)
  .sum("count")
  .sinkTo(counts);
