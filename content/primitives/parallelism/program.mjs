const NOON = Date.UTC(2026, 2, 4, 12);
const fahrenheit = [68, 50, 77, 59, 86, 41, 95, 104];
const readings = fahrenheit.map((degrees, index) => ({
  arrivalMillis: NOON + 500 * (index + 1),
  partition: index % 2,
  value: { sensor: ["a", "b", "c", "d"][index % 4], degrees },
}));

env
  .fromSource(createScriptedSource(readings), WatermarkStrategy.noWatermarks(), "readings")
  .map((it) => ({ sensor: it.sensor, degrees: ((it.degrees - 32) * 5) / 9 }))
  .name("celsius")
  .keyBy((it) => it.sensor)
  .max("degrees")
  .name("highest")
  .sinkTo(results)
  .name("results");
