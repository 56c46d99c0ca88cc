/** Passes on the first record of each order id, and remembers it for an hour. */
const HOUR_MILLIS = 60 * 60_000;

class FirstOnly extends KeyedProcessFunction<string, Order, Order> {
  #passedOnAt!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#passedOnAt = context.getState(new ValueStateDescriptor<number>("passed-on-at"));
  }

  override processElement(order: Order, context: KeyedProcessContext<string>, out: Collector<Order>): void {
    const passedOnAt = this.#passedOnAt.value();
    if (passedOnAt !== null && order.at - passedOnAt < HOUR_MILLIS) return;
    this.#passedOnAt.update(order.at);
    context.timerService().registerEventTimeTimer(order.at + HOUR_MILLIS);
    out.collect(order);
  }

  override onTimer(timestamp: number): void {
    const passedOnAt = this.#passedOnAt.value();
    if (passedOnAt !== null && timestamp >= passedOnAt + HOUR_MILLIS) this.#passedOnAt.clear();
  }
}

orders
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(1)).withTimestampAssigner((order) => order.at),
  )
  .keyBy((order) => order.orderId)
  .process(new FirstOnly())
  .sinkTo(unique);
