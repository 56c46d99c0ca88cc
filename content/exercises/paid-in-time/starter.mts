/** Brings orders and their payments together. */
const timedOrders = orders.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(2)).withTimestampAssigner((order) => order.at),
);
const timedPayments = payments.assignTimestampsAndWatermarks(
  WatermarkStrategy.forBoundedOutOfOrderness<Payment>(Duration.ofMinutes(2)).withTimestampAssigner(
    (payment) => payment.at,
  ),
);

timedOrders
  .join(timedPayments)
  .where((order) => order.orderId)
  .equalTo((payment) => payment.orderId)
  .window(TumblingEventTimeWindows.of(Duration.ofMinutes(15)))
  .apply<PaidOrder>((order, payment) => ({
    orderId: order.orderId,
    paymentId: payment.paymentId,
    cents: payment.cents,
    orderedAt: order.at,
    paidAt: payment.at,
  }))
  .sinkTo(paid);
