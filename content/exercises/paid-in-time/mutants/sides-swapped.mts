// Misconception: which of the two streams stands left does not matter.
const timedOrders = orders.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(2)).withTimestampAssigner((order) => order.at),
);
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofMinutes(2)).withTimestampAssigner(
    (payment) => payment.at,
  ),
);

class PayOrder extends ProcessJoinFunction<Payment, Order, PaidOrder> {
  override processElement(
    payment: Payment,
    order: Order,
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

timedPayments
  .keyBy((payment) => payment.orderId)
  .intervalJoin(timedOrders.keyBy((order) => order.orderId))
  .between(Duration.ofMinutes(0), Duration.ofMinutes(15))
  .upperBoundExclusive()
  .process(new PayOrder())
  .sinkTo(paid);
