// Misconception: late records reach the next operator anyway.
const counted = quakes
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Quake>(Duration.ofHours(6)).withTimestampAssigner((quake) => quake.at),
  )
  .keyBy((quake) => quake.network)
  .window(TumblingEventTimeWindows.of(Duration.ofHours(6)))
  .apply<NetworkCount>((network, window, elements, out) => {
    const magnitudes = [...elements].map((quake) => quake.magnitude);
    out.collect({ network, start: window.start, quakes: magnitudes.length, strongest: Math.max(...magnitudes) });
  });
counted.sinkTo(counts);
counted.getSideOutput(new OutputTag<Quake>("late")).sinkTo(late);
