/**
 * How the values of each kind of state expire, for clean-ups that walk over all of them.
 */
import type { StateKind } from "./keyed-state-snapshot";
import type { ValueExpiry } from "./ttl-cleanup";
import { elementsExpiry } from "./ttl-list-state";
import { entriesExpiry } from "./ttl-map-state";
import type { TtlRules, TtlValue } from "./ttl-value";

/** What a clean-up needs to know of the values of a state of this kind. */
export function expiryOfKind(kind: StateKind, rules: TtlRules): ValueExpiry<unknown> {
  if (kind === "list") return elementsExpiry(rules) as unknown as ValueExpiry<unknown>;
  if (kind === "map") return entriesExpiry(rules) as unknown as ValueExpiry<unknown>;
  return valueExpiry(rules) as unknown as ValueExpiry<unknown>;
}

function valueExpiry(rules: TtlRules): ValueExpiry<TtlValue<unknown>> {
  return {
    unexpiredPart: (stamped, nowMillis) => (stamped === null || rules.expiredAt(stamped, nowMillis) ? null : stamped),
    firstExpiry: (stamped) => rules.expiryOf(stamped),
    timeToLiveMillis: rules.timeToLiveMillis,
  };
}
