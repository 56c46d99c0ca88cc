/**
 * A namespace that is nothing but its name: for tests of state and timers, which windows are above.
 */
import { hashString } from "../core/index";
import type { Namespace } from "./namespace";

export class NamedNamespace implements Namespace {
  constructor(readonly namespaceText: string) {}

  hashCode(): number {
    return hashString(this.namespaceText);
  }
  equals(other: Namespace): boolean {
    return this.namespaceText === other.namespaceText;
  }
}
