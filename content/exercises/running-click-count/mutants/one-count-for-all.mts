// Misconception: a counter in the function counts the clicks of the current key.
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  clicks = 0;
  override processElement(click: Click, _context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    this.clicks += 1;
    out.collect({ user: click.user, clicks: this.clicks });
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
