const NOON = Date.UTC(2026, 2, 4, 12);
const kafka = new SimulatedKafka().createTopic("alerts");

const orders = Array.from({ length: 12 }, (_, index) => ({
  arrivalMillis: NOON + 300 * (index + 1),
  value: { order: index + 1, cents: index % 3 === 2 ? 90_000 : 1_200 },
}));

env.enableCheckpointing(1_000);
env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, Duration.ofMillis(500)));

env
  .fromSource(createScriptedSource(orders), WatermarkStrategy.noWatermarks(), "orders")
  .map((it) => `order ${it.order}: ${it.cents / 100} EUR`)
  .name("texts")
  .sinkTo(
    KafkaSink.builder()
      .setBootstrapServers(kafka)
      .setRecordSerializer((text) => ({ topic: "alerts", value: text }))
      .setDeliveryGuarantee(DeliveryGuarantee[guarantee])
      .setTransactionalIdPrefix("alerts")
      .setProperty("transaction.timeout.ms", "900000")
      .setProperty("linger.ms", String(lingerMillis))
      .build(),
  )
  .name("alerts");
