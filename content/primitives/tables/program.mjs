const NOON = Date.UTC(2026, 2, 4, 12);
const visits = ["home", "cart", "home", "home", "cart"].map((page, index) => ({
  arrivalMillis: NOON + 1_000 * (index + 1),
  value: { page },
}));

class CountByPage extends KeyedProcessFunction {
  open(context) {
    this.count = context.getState(new ValueStateDescriptor("count"));
  }

  processElement(visit, _context, out) {
    const before = this.count.value();
    const after = (before ?? 0) + 1;
    this.count.update(after);
    if (before === null) {
      out.collect(`+I ${visit.page} ${after}`);
    } else {
      out.collect(`-U ${visit.page} ${before}`);
      out.collect(`+U ${visit.page} ${after}`);
    }
  }
}

env
  .fromSource(createScriptedSource(visits), WatermarkStrategy.noWatermarks(), "visits")
  .keyBy((it) => it.page)
  .process(new CountByPage())
  .name("changes")
  .sinkTo(results)
  .name("results");
