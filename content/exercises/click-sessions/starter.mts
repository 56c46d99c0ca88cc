/** Cuts clicks into sessions. */
const timedClicks = clicks.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(5)).withTimestampAssigner((click) => click.at),
);

timedClicks
  .keyBy((click) => click.user)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(30)))
  .apply<Session>((user, window, elements, out) => {
    out.collect({ user, start: window.start, end: window.end, clicks: [...elements].length });
  })
  .sinkTo(sessions);
