/**
 * What rich conditions and match functions may ask for. Answers to Flink's `CepRuntimeContext`: where they run, but
 * neither state nor accumulators, which the operator keeps for itself.
 */
import { unsupportedOperation } from "../core/index";
import { StreamingRuntimeContext } from "../operators/index";

export class CepRuntimeContext extends StreamingRuntimeContext {
  protected override accumulators(): never {
    throw refusedAccumulators();
  }
  override getState(): never {
    throw refusedState();
  }
  override getListState(): never {
    throw refusedState();
  }
  override getMapState(): never {
    throw refusedState();
  }
  override getReducingState(): never {
    throw refusedState();
  }
  override getAggregatingState(): never {
    throw refusedState();
  }
}

function refusedAccumulators() {
  return unsupportedOperation("Accumulators are not supported.", {
    hint: "Count in a function behind the pattern: a condition may be asked any number of times for one event.",
  });
}

function refusedState() {
  return unsupportedOperation("State is not supported.", {
    hint: "Ask for the events taken so far with getEventsForPattern, or put a keyed process function behind the pattern.",
  });
}
