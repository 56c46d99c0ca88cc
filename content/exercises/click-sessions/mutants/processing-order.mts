// Misconception: comparing each click with the one that arrived before it is enough.
class GapFunction extends KeyedProcessFunction<string, Click, Session> {
  #open!: ValueState<Session>;
  override open(context: RuntimeContext): void {
    this.#open = context.getState(new ValueStateDescriptor<Session>("open"));
  }
  override processElement(click: Click, context: KeyedProcessContext<string>, out: Collector<Session>): void {
    const gap = 30 * 60_000;
    const open = this.#open.value();
    context.timerService().registerEventTimeTimer(click.at + gap - 1);
    if (open === null || click.at >= open.end) {
      if (open !== null) out.collect(open);
      this.#open.update({ user: click.user, start: click.at, end: click.at + gap, clicks: 1 });
    } else {
      this.#open.update({ ...open, end: click.at + gap, clicks: open.clicks + 1 });
    }
  }
  override onTimer(timestamp: number, _context: OnTimerContext<string>, out: Collector<Session>): void {
    const open = this.#open.value();
    if (open !== null && timestamp >= open.end - 1) {
      out.collect(open);
      this.#open.clear();
    }
  }
}
clicks
  .assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<Click>(Duration.ofMinutes(5)).withTimestampAssigner((click) => click.at),
  )
  .keyBy((click) => click.user)
  .process(new GapFunction())
  .sinkTo(sessions);
