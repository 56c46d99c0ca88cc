// Misconception: keys that look alike to a reader are equal.
lines
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Line>(Duration.ofSeconds(5)).withTimestampAssigner((line) => line.at),
  )
  .flatMap<{ word: string }>((line, out) => {
    for (const word of line.text.split(/[^A-Za-z]+/)) if (word !== "") out.collect({ word });
  })
  .keyBy((w) => w.word)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
  .apply<WordCount>((word, window, words, out) => out.collect({ word, start: window.start, count: [...words].length }))
  .sinkTo(counts);
