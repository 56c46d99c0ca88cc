/**
 * What rich conditions and match functions may ask for. Answers to Flink's `CepRuntimeContext`: where they run, but
 * neither state nor accumulators, which the operator keeps for itself.
 */
import { unsupportedOperation } from "../core/index";
import { StreamingRuntimeContext } from "../operators/index";

export class CepRuntimeContext extends StreamingRuntimeContext {
  override addAccumulator(): never {
    throw refused("Accumulators are");
  }
  override getAccumulator(): never {
    throw refused("Accumulators are");
  }
  override getIntCounter(): never {
    throw refused("Int counters are");
  }
  override getLongCounter(): never {
    throw refused("Long counters are");
  }
  override getDoubleCounter(): never {
    throw refused("Double counters are");
  }
  override getHistogram(): never {
    throw refused("Histograms are");
  }
  override getState(): never {
    throw refused("State is");
  }
  override getListState(): never {
    throw refused("State is");
  }
  override getMapState(): never {
    throw refused("State is");
  }
  override getReducingState(): never {
    throw refused("State is");
  }
  override getAggregatingState(): never {
    throw refused("State is");
  }
}

function refused(what: string) {
  return unsupportedOperation(`${what} not supported.`, {
    hint: "Ask for the events taken so far with getEventsForPattern, or put a keyed process function behind the pattern.",
  });
}
