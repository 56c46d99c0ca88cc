// Misconception: repeats follow at once, so the last id is all there is to remember.
class NoNeighbours extends KeyedProcessFunction<string, Order, Order> {
  #last!: ValueState<string>;
  override open(context: RuntimeContext): void {
    this.#last = context.getState(new ValueStateDescriptor<string>("last"));
  }
  override processElement(order: Order, _context: KeyedProcessContext<string>, out: Collector<Order>): void {
    if (this.#last.value() !== order.orderId) out.collect(order);
    this.#last.update(order.orderId);
  }
}
orders
  .keyBy((order) => order.customer)
  .process(new NoNeighbours())
  .sinkTo(unique);
