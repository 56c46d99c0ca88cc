/**
 * What keyed state and timers belong to besides their key. Answers to Flink's namespaces: `VoidNamespace` and windows.
 */

/** Immutable. Equal namespaces have equal hash codes and equal text. */
export interface Namespace {
  /** What traces show. */
  readonly namespaceText: string;
  /** Java's hash code: it decides, with the key's, where state lies in its table and hence in which order it is read. */
  hashCode(): number;
  /** Whether the other, of the same kind, is the same namespace. */
  equals(other: Namespace): boolean;
  /** Appends what a serializer writes; a namespace without it is written as its text. */
  writeBytes?(bytes: number[]): void;
}

/** The namespace of state and timers that belong to no window. */
class VoidNamespace implements Namespace {
  readonly namespaceText = "";

  /** Flink's constant. */
  hashCode(): number {
    return 99;
  }
  equals(other: Namespace): boolean {
    return other instanceof VoidNamespace;
  }
  writeBytes(): void {}
}

export const VOID_NAMESPACE: Namespace = new VoidNamespace();
