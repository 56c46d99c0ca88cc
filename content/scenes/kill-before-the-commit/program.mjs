const NOON = Date.UTC(2026, 2, 4, 12);
const kafka = new SimulatedKafka().createTopic("payments");

const payments = Array.from({ length: 12 }, (_, index) => ({
  arrivalMillis: NOON + 300 * (index + 1),
  value: { payment: index + 1, cents: 100 * (index + 1) },
}));

env.enableCheckpointing(1_000);
env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, Duration.ofMillis(500)));

env
  .fromSource(createScriptedSource(payments), WatermarkStrategy.noWatermarks(), "payments")
  .map((it) => `payment ${it.payment}`)
  .name("texts")
  .sinkTo(
    KafkaSink.builder()
      .setBootstrapServers(kafka)
      .setRecordSerializer((text) => ({ topic: "payments", value: text }))
      .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
      .setTransactionalIdPrefix("payments")
      .setProperty("transaction.timeout.ms", String(timeoutMillis))
      .build(),
  )
  .name("topic");
