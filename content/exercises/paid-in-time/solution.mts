/** Brings orders and their payments together. */
const timedOrders = orders.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(2)).withTimestampAssigner((order) => order.at),
);
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofMinutes(2)).withTimestampAssigner(
    (payment) => payment.at,
  ),
);

class PayOrder extends ProcessJoinFunction<Order, Payment, PaidOrder> {
  override processElement(
    order: Order,
    payment: Payment,
    _context: ProcessJoinContext,
    out: Collector<PaidOrder>,
  ): void {
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
  .keyBy((order) => order.orderId)
  .intervalJoin(timedPayments.keyBy((payment) => payment.orderId))
  .between(Duration.ofMinutes(0), Duration.ofMinutes(15))
  .upperBoundExclusive()
  .process(new PayOrder())
  .sinkTo(paid);
