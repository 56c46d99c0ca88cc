// Misconception: means can be averaged step by step.
const sumCents: AggregateFunction<Click, number, number> = {
  createAccumulator: () => 0,
  add: (click, sum) => sum + click.cents,
  getResult: (sum) => sum,
  merge: (a, b) => a + b,
};

const meanCents: AggregateFunction<Click, { sum: number; count: number }, number> = {
  createAccumulator: () => ({ sum: 0, count: 0 }),
  add: (click, { sum, count }) => ({ sum: count === 0 ? click.cents : (sum + click.cents) / 2, count: 1 }),
  getResult: ({ sum }) => sum,
};

const timedClicks = clicks.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(2)).withTimestampAssigner((click) => click.at),
);

timedClicks
  .keyBy((click) => click.ad)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(5)))
  .aggregate<number, number, AdSum>(sumCents, (ad, window, results, out) => {
    for (const cents of results) out.collect({ ad, start: window.start, cents });
  })
  .sinkTo(perAd);

timedClicks
  .keyBy((click) => click.site)
  .window(SlidingEventTimeWindows.of(Duration.ofHours(1), Duration.ofMinutes(10)))
  .aggregate<{ sum: number; count: number }, number, SiteMean>(meanCents, (site, window, results, out) => {
    for (const mean of results) out.collect({ site, end: window.end, mean });
  })
  .sinkTo(lastHour);

timedClicks
  .keyBy((click) => click.user)
  .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
  .aggregate<number, number, Visit>(sumCents, (user, window, results, out) => {
    for (const cents of results) out.collect({ user, start: window.start, end: window.end, cents });
  })
  .sinkTo(visits);
