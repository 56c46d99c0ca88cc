// Misconception: an order always arrives before its payments.
const timedOrders = orders.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(2)).withTimestampAssigner((order) => order.at),
);
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofMinutes(2)).withTimestampAssigner(
    (payment) => payment.at,
  ),
);

class PayOrder extends KeyedCoProcessFunction<string, Order, Payment, PaidOrder> {
  #order!: ValueState<Order>;
  override open(context: RuntimeContext): void {
    this.#order = context.getState(new ValueStateDescriptor<Order>("order"));
  }
  override processElement1(order: Order): void {
    this.#order.update(order);
  }
  override processElement2(payment: Payment, _context: KeyedProcessContext<string>, out: Collector<PaidOrder>): void {
    const order = this.#order.value();
    if (order === null || payment.at < order.at || payment.at >= order.at + 15 * 60_000) return;
    out.collect({
      orderId: order.orderId,
      paymentId: payment.paymentId,
      cents: payment.cents,
      orderedAt: order.at,
      paidAt: payment.at,
    });
  }
}

timedOrders
  .connect(timedPayments)
  .keyBy(
    (order) => order.orderId,
    (payment) => payment.orderId,
  )
  .process(new PayOrder())
  .sinkTo(paid);
