// Misconception: a record behind the watermark is late.
class SplitLate extends ProcessFunction<Quake, Quake> {
  override processElement(quake: Quake, context: ProcessContext, out: Collector<Quake>): void {
    if (quake.at <= context.timerService().currentWatermark()) context.output(tooLate, quake);
    else out.collect(quake);
  }
}
const tooLate = new OutputTag<Quake>("too-late");
const onTime = quakes
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Quake>(Duration.ofHours(6)).withTimestampAssigner((quake) => quake.at),
  )
  .process(new SplitLate());
onTime
  .keyBy((quake) => quake.network)
  .window(TumblingEventTimeWindows.of(Duration.ofHours(6)))
  .apply<NetworkCount>((network, window, elements, out) => {
    const magnitudes = [...elements].map((quake) => quake.magnitude);
    out.collect({ network, start: window.start, quakes: magnitudes.length, strongest: Math.max(...magnitudes) });
  })
  .sinkTo(counts);
onTime.getSideOutput(tooLate).sinkTo(late);
