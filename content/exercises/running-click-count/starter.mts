/** Counts the clicks of each user as they come. */
class ClickCount extends KeyedProcessFunction<string, Click, UserCount> {
  override open(context: RuntimeContext): void {
    // Your turn: ask the context for state of your own.
  }

  override processElement(click: Click, context: KeyedProcessContext<string>, out: Collector<UserCount>): void {
    out.collect({ user: click.user, clicks: 1 });
  }
}

clicks
  .keyBy((click) => click.user)
  .process(new ClickCount())
  .sinkTo(counts);
