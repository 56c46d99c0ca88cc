// Misconception: a window of one minute means a minute on the machine's clock.
lines
  .flatMap<{ word: string }>((line, out) => {
    for (const word of line.text.toLowerCase().split(/[^a-z]+/)) if (word !== "") out.collect({ word });
  })
  .keyBy((w) => w.word)
  .window(TumblingProcessingTimeWindows.of(Duration.ofMinutes(1)))
  .apply<WordCount>((word, window, words, out) => out.collect({ word, start: window.start, count: [...words].length }))
  .sinkTo(counts);
