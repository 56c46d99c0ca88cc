// Misconception: a field of the function is kept like state.
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  clicks = new Map<string, number>();
  override processElement(click: Click, _context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    const clicksNow = (this.clicks.get(click.user) ?? 0) + 1;
    this.clicks.set(click.user, clicksNow);
    out.collect({ user: click.user, clicks: clicksNow });
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
