const NOON = Date.UTC(2026, 2, 4, 12);
const HOT = "station";
const ORDERS = 200;

// Seven of ten orders are of one shop.
const shopOf = (order) => (order % 10 < 7 ? HOT : ["harbour", "mill", "quay"][order % 3]);
const orders = Array.from({ length: ORDERS }, (_, order) => ({
  arrivalMillis: NOON + 10 * order,
  timestamp: NOON + 10 * order,
  value: { order, shop: shopOf(order), cents: 100 },
}));

const sum = {
  createAccumulator: () => ({ shop: "", cents: 0 }),
  add: (it, total) => ({ shop: it.shop, cents: total.cents + it.cents }),
  getResult: (total) => total,
  merge: (left, right) => ({ shop: left.shop, cents: left.cents + right.cents }),
};
const aSecond = () => TumblingEventTimeWindows.of(Duration.ofSeconds(1));

const stream = env
  .fromSource(createScriptedSource(orders), WatermarkStrategy.forMonotonousTimestamps(), "orders")
  .setParallelism(1);

if (salts === 0) {
  stream
    .keyBy((it) => it.shop)
    .window(aSecond())
    .aggregate(sum)
    .name("totals")
    .setParallelism(subtasks)
    .sinkTo(results)
    .name("results");
} else {
  stream
    .keyBy((it) => `${it.shop}#${it.order % salts}`)
    .window(aSecond())
    .aggregate(sum)
    .name("totals")
    .setParallelism(subtasks)
    .keyBy((it) => it.shop)
    .window(aSecond())
    .aggregate(sum)
    .name("totals of totals")
    .sinkTo(results)
    .name("results");
}
