const NOON = Date.UTC(2026, 2, 4, 12);
const orders = ["o1", "o2", "o1", "o3", "o2", "o1", "o4"].map((id, index) => ({
  arrivalMillis: NOON + 1_000 * (index + 1),
  value: { id, place: index + 1 },
}));

class FirstOnly extends KeyedProcessFunction {
  open(context) {
    this.seen = context.getState(new ValueStateDescriptor("seen"));
  }

  processElement(order, _context, out) {
    if (this.seen.value() !== null) return;
    this.seen.update(true);
    out.collect(`${order.id} first at ${order.place}`);
  }
}

env
  .fromSource(createScriptedSource(orders), WatermarkStrategy.noWatermarks(), "orders")
  .keyBy((it) => it.id)
  .process(new FirstOnly())
  .name("first only")
  .sinkTo(results)
  .name("results");
