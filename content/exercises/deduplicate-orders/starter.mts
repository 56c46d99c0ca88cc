/** Passes on the first record of each order id. */
class FirstOnly extends KeyedProcessFunction<string, Order, Order> {
  override open(context: RuntimeContext): void {
    // Your turn: ask the context for state of your own.
  }

  override processElement(order: Order, context: KeyedProcessContext<string>, out: Collector<Order>): void {
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
