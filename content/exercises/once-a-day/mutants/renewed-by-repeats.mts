// Misconception: writing the same value again changes nothing.
class OncePerDay extends KeyedProcessFunction<string, Notice, Notice> {
  #seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofHours(24)).build());
    this.#seen = context.getState(descriptor);
  }

  override processElement(notice: Notice, _context: KeyedProcessContext<string>, out: Collector<Notice>): void {
    const isNew = this.#seen.value() === null;
    this.#seen.update(true);
    if (isNew) out.collect(notice);
  }
}

notices
  .keyBy((notice) => notice.id)
  .process(new OncePerDay())
  .sinkTo(sent);
