// Misconception: keyed state goes away by itself when its key is not seen any more.
class FirstOnly extends KeyedProcessFunction<string, Order, Order> {
  #seen!: ValueState<boolean>;
  override open(context: RuntimeContext): void {
    this.#seen = context.getState(new ValueStateDescriptor<boolean>("seen"));
  }
  override processElement(order: Order, _context: KeyedProcessContext<string>, out: Collector<Order>): void {
    if (this.#seen.value() !== null) return;
    this.#seen.update(true);
    out.collect(order);
  }
}
orders
  .keyBy((order) => order.orderId)
  .process(new FirstOnly())
  .sinkTo(unique);
