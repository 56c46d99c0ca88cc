/** Counts words in windows of one minute. */
const words = lines
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Line>(Duration.ofSeconds(5)).withTimestampAssigner((line) => line.at),
  )
  .flatMap<{ word: string }>((line, out) => {
    // Your turn: collect one record for each word of the line.
    out.collect({ word: line.text });
  });

words.map((w): WordCount => ({ word: w.word, start: 0, count: 1 })).sinkTo(counts);
