// Misconception: the time at which a report was published is its event time.
const tooLate = new OutputTag<Quake>("too-late");
const counted = quakes
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Quake>(Duration.ofHours(6)).withTimestampAssigner(
      (quake) => quake.updated,
    ),
  )
  .keyBy((quake) => quake.network)
  .window(TumblingEventTimeWindows.of(Duration.ofHours(6)))
  .sideOutputLateData(tooLate)
  .apply<NetworkCount>((network, window, elements, out) => {
    const magnitudes = [...elements].map((quake) => quake.magnitude);
    out.collect({ network, start: window.start, quakes: magnitudes.length, strongest: Math.max(...magnitudes) });
  });
counted.sinkTo(counts);
counted.getSideOutput(tooLate).sinkTo(late);
