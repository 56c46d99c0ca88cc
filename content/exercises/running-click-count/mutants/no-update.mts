// Misconception: changing what value() gave is enough, update is for new keys.
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  #clicks!: ValueState<number>;
  override open(context: RuntimeContext): void {
    this.#clicks = context.getState(new ValueStateDescriptor<number>("clicks"));
  }
  override processElement(click: Click, _context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    let clicksNow = this.#clicks.value();
    if (clicksNow === null) this.#clicks.update(1);
    clicksNow = (clicksNow ?? 0) + 1;
    out.collect({ user: click.user, clicks: clicksNow });
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
