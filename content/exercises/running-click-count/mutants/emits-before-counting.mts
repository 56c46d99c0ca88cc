// Misconception: the value that state holds is the one after this record.
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  #clicks!: ValueState<number>;
  override open(context: RuntimeContext): void {
    this.#clicks = context.getState(new ValueStateDescriptor<number>("clicks"));
  }
  override processElement(click: Click, _context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    const clicks = this.#clicks.value() ?? 0;
    out.collect({ user: click.user, clicks });
    this.#clicks.update(clicks + 1);
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
