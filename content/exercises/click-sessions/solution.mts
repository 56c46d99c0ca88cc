/** Cuts clicks into sessions. */
const timedClicks = clicks.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(5)).withTimestampAssigner((click) => click.at),
);

const countClicks: AggregateFunction<Click, number, number> = {
  createAccumulator: () => 0,
  add: (_click, count) => count + 1,
  getResult: (count) => count,
  merge: (a, b) => a + b,
};

timedClicks
  .keyBy((click) => click.user)
  .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
  .aggregate<number, number, Session>(countClicks, (user, window, results, out) => {
    for (const clicks of results) out.collect({ user, start: window.start, end: window.end, clicks });
  })
  .sinkTo(sessions);
