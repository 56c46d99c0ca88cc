/** Sends a notice and drops its repeats, so far for ever. */
class OncePerDay extends KeyedProcessFunction<string, Notice, Notice> {
  #seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    this.#seen = context.getState(descriptor);
  }

  override processElement(notice: Notice, _context: KeyedProcessContext<string>, out: Collector<Notice>): void {
    if (this.#seen.value() !== null) return;
    this.#seen.update(true);
    out.collect(notice);
  }
}

notices
  .keyBy((notice) => notice.id)
  .process(new OncePerDay())
  .sinkTo(sent);
