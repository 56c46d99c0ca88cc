// Misconception: watermarks matter for late records only, so the newest timestamp will do.
clicks
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forMonotonousTimestamps<Click>().withTimestampAssigner((click) => click.at),
  )
  .keyBy((click) => click.user)
  .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
  .apply<Session>((user, window, elements, out) =>
    out.collect({ user, start: window.start, end: window.end, clicks: [...elements].length }),
  )
  .sinkTo(sessions);
