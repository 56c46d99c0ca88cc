// Misconception: the clock and a field do the same as a time to live.
class OncePerDay extends KeyedProcessFunction<string, Notice, Notice> {
  sentAt = new Map<string, number>();
  override processElement(notice: Notice, context: KeyedProcessContext<string>, out: Collector<Notice>): void {
    const now = context.timerService().currentProcessingTime();
    if (now - (this.sentAt.get(notice.id) ?? 0) < 24 * 3_600_000) return;
    this.sentAt.set(notice.id, now);
    out.collect(notice);
  }
}

notices
  .keyBy((notice) => notice.id)
  .process(new OncePerDay())
  .sinkTo(sent);
