// Misconception: an interval join waits for both sides, so late records do no harm.
const timedOrders = orders.assignTimestampsAndWatermarks(
  WatermarkStrategy.forMonotonousTimestamps<Order>().withTimestampAssigner((order) => order.at),
);
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forMonotonousTimestamps<Payment>().withTimestampAssigner((payment) => payment.at),
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
