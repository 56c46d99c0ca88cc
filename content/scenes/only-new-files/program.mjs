const NOON = Date.UTC(2026, 2, 4, 12);

// Second 1: a visit of each of forty users. Later seconds: a few users come back.
const visits = [
  ...Array.from({ length: 40 }, (_, index) => ({ second: 0.2 + index / 100, user: `user ${index + 1}` })),
  ...[1, 2, 3].flatMap((second) => [1, 2, 3].map((user) => ({ second: second + user / 10, user: `user ${user}` }))),
];

env.enableCheckpointing(1_000);
env.configure({
  "state.backend.type": "rocksdb",
  "execution.checkpointing.incremental": incremental,
});

class CountVisits extends KeyedProcessFunction {
  open() {
    this.visits = this.getRuntimeContext().getState(new ValueStateDescriptor("visits"));
  }
  processElement(visit, context, out) {
    const visits = (this.visits.value() ?? 0) + 1;
    this.visits.update(visits);
    out.collect(`${visit.user}: ${visits}`);
  }
}

env
  .fromSource(
    createScriptedSource(visits.map(({ second, user }) => ({ arrivalMillis: NOON + second * 1_000, value: { user } }))),
    WatermarkStrategy.noWatermarks(),
    "visits",
  )
  .keyBy((visit) => visit.user)
  .process(new CountVisits())
  .name("counts")
  .sinkTo(results)
  .name("results");
