// Misconception: a session window ends at its last element.
clicks
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(5)).withTimestampAssigner((click) => click.at),
  )
  .keyBy((click) => click.user)
  .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
  .apply<Session>((user, window, elements, out) => {
    const times = [...elements].map((click) => click.at);
    out.collect({ user, start: window.start, end: Math.max(...times), clicks: times.length });
  })
  .sinkTo(sessions);
