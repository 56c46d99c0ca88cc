/** Counts the clicks of each user as they come. */
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  #clicks!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#clicks = context.getState(new ValueStateDescriptor<number>("clicks"));
  }

  override processElement(click: Click, _context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    const clicksNow = (this.#clicks.value() ?? 0) + 1;
    this.#clicks.update(clicksNow);
    out.collect({ user: click.user, clicks: clicksNow });
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
