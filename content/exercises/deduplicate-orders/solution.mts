/** Passes on the first record of each order id. */
class FirstOnly extends KeyedProcessFunction<string, Order, Order> {
  #seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    this.#seen = context.getState(new ValueStateDescriptor<boolean>("seen"));
  }

  override processElement(order: Order, context: KeyedProcessContext<string>, out: Collector<Order>): void {
    if (this.#seen.value() !== null) return;
    this.#seen.update(true);
    context.timerService().registerEventTimeTimer(order.at + 60 * 60_000);
    out.collect(order);
  }

  override onTimer(): void {
    this.#seen.clear();
  }
}

orders
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(1)).withTimestampAssigner((order) => order.at),
  )
  .keyBy((order) => order.orderId)
  .process(new FirstOnly())
  .sinkTo(unique);
