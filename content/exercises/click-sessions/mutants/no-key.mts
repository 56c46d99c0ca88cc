// Misconception: the gap is a property of the stream, so no key is needed.
clicks
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(5)).withTimestampAssigner((click) => click.at),
  )
  .windowAll(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
  .apply<Session>((window, elements, out) => {
    const all = [...elements];
    out.collect({ user: all[0]?.user ?? "", start: window.start, end: window.end, clicks: all.length });
  })
  .sinkTo(sessions);
