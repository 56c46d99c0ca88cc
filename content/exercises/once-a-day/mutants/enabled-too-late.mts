// Misconception: the time to live may be set on the descriptor at any time.
class OncePerDay extends KeyedProcessFunction<string, Notice, Notice> {
  #seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    this.#seen = context.getState(descriptor);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofHours(24)).build());
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
