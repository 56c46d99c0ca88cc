/**
 * Clean-up of what has outlived its time while files are compacted. Answers to Flink's `FlinkCompactionFilter`: values and
 * entries of maps that have expired are dropped, and of lists the expired elements in front of the first unexpired one.
 */
import type { CompactionFilter } from "./compaction";
import type { LogStructuredState } from "./log-structured-states";
import type { TtlRules, TtlValue } from "./ttl-value";

/** The filter of one state; it reads the clock at each value. */
export function ttlCompactionFilter(state: LogStructuredState, rules: TtlRules): CompactionFilter {
  if (state.kind !== "list") {
    return (bytes) => (rules.expired(state.decode(bytes) as TtlValue<unknown>) ? null : bytes);
  }
  return (bytes) => {
    const elements = state.decodeList(bytes) as TtlValue<unknown>[];
    const first = elements.findIndex((element) => !rules.expired(element));
    if (first === 0) return bytes;
    return first < 0 ? null : state.encodeList(elements.slice(first));
  };
}
