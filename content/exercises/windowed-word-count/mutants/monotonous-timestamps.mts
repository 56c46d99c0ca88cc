// Misconception: records of one stream come in the order of their timestamps.
lines
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forMonotonousTimestamps<Line>().withTimestampAssigner((line) => line.at),
  )
  .flatMap<{ word: string }>((line, out) => {
    for (const word of line.text.toLowerCase().split(/[^a-z]+/)) if (word !== "") out.collect({ word });
  })
  .keyBy((w) => w.word)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
  .apply<WordCount>((word, window, words, out) => out.collect({ word, start: window.start, count: [...words].length }))
  .sinkTo(counts);
