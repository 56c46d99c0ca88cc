// Misconception: a field of the function is as good as state.
class FirstOnly extends KeyedProcessFunction<string, Order, Order> {
  seen = new Map<string, number>();
  override processElement(order: Order, _context: KeyedProcessContext<string>, out: Collector<Order>): void {
    const first = this.seen.get(order.orderId);
    if (first !== undefined && order.at - first < 60 * 60_000) return;
    this.seen.set(order.orderId, order.at);
    out.collect(order);
  }
}
orders
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(1)).withTimestampAssigner((order) => order.at),
  )
  .keyBy((order) => order.orderId)
  .process(new FirstOnly())
  .sinkTo(unique);
