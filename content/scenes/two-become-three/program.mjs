const NOON = Date.UTC(2026, 2, 4, 12);
const users = ["cleo", "dan", "leo", "gina", "finn", "bob"];
const clicks = Array.from({ length: 24 }, (_, index) => ({
  arrivalMillis: NOON + 100 * (index + 1),
  value: { user: users[index % users.length], click: index + 1 },
}));

class CountClicks extends KeyedProcessFunction {
  open() {
    this.count = this.getRuntimeContext().getState(new ValueStateDescriptor("count"));
  }
  processElement(click, context, out) {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    out.collect(`${click.user}: ${count}`);
  }
}

env
  .fromSource(createScriptedSource(clicks), WatermarkStrategy.noWatermarks(), "clicks")
  .uid("clicks")
  .setParallelism(1)
  .keyBy((click) => click.user)
  .process(new CountClicks())
  .name("counts")
  .uid(uidOfCounts)
  .sinkTo(results)
  .name("results")
  .uid("results");
