/** Counts words in windows of one minute. */
const words = lines
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Line>(Duration.ofSeconds(5)).withTimestampAssigner((line) => line.at),
  )
  .flatMap<{ word: string }>((line, out) => {
    for (const word of line.text.toLowerCase().split(/[^a-z]+/)) {
      if (word !== "") out.collect({ word });
    }
  });

const countWords: AggregateFunction<{ word: string }, number, number> = {
  createAccumulator: () => 0,
  add: (_word, count) => count + 1,
  getResult: (count) => count,
};

words
  .keyBy((w) => w.word)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
  .aggregate<number, number, WordCount>(countWords, (word, window, results, out) => {
    for (const count of results) out.collect({ word, start: window.start, count });
  })
  .sinkTo(counts);
