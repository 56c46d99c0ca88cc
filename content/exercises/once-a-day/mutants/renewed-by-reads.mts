// Misconception: OnReadAndWrite is the safer choice.
class OncePerDay extends KeyedProcessFunction<string, Notice, Notice> {
  #seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofHours(24)).updateTtlOnReadAndWrite().build());
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
