/** Enriches orders with the tier of their customer. */
class Enrich extends RichAsyncFunction<Order, EnrichedOrder> {
  #service!: CustomerService;

  override open(context: AsyncRuntimeContext): void {
    this.#service = new CustomerService(context.simulatedClient);
  }

  override asyncInvoke(order: Order, resultFuture: ResultFuture<EnrichedOrder>): void {
    // Your turn: ask the service, and complete the future when it calls back.
    resultFuture.complete([{ ...order, tier: "unknown" }]);
  }
}

AsyncDataStream.unorderedWait(orders, new Enrich(), 1, TimeUnit.SECONDS, 20).sinkTo(enriched);

const TIERS = ["basic", "silver", "gold"];

/** The service outside, on a bad day; `client` is the clock that it runs by. Leave it as it is. */
class CustomerService {
  readonly #client: SimulatedClient;

  constructor(client: SimulatedClient) {
    this.#client = client;
  }

  /** Returns at once, calls back later. Calls neither when the request got lost. */
  tierOf(customer: string, onAnswer: (tier: string) => void, onRefusal: (error: Error) => void): void {
    const number = Number(customer.slice(2));
    if (this.#isOverloaded()) {
      this.#client.callAfter(100, () => onRefusal(new Error(`Overloaded, no answer for ${customer}`)));
    } else if (number % 10 !== 7) {
      const answerMillis = 100 + ((number * 7) % 5) * 150;
      this.#client.callAfter(answerMillis, () => onAnswer(TIERS[number % TIERS.length] ?? "basic"));
    }
  }

  /** Twice at the beginning of each minute, for half a second. */
  #isOverloaded(): boolean {
    const millis = this.#client.currentTimeMillis() % 60_000;
    return millis < 2_000 && millis % 1_000 >= 300 && millis % 1_000 < 800;
  }
}
