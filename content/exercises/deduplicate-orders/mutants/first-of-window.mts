// Misconception: a tumbling window of an hour finds every repeat within an hour.
orders
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Order>(Duration.ofMinutes(1)).withTimestampAssigner((order) => order.at),
  )
  .keyBy((order) => order.orderId)
  .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
  .reduce((first) => first)
  .sinkTo(unique);
