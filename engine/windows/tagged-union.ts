/**
 * A record of one of two joined streams, which says whose it is. Answers to Flink's `TaggedUnion`: what triggers,
 * evictors and window assigners of a join see.
 */
import { PREVIEW_AS } from "../core/index";

export class TaggedUnion<T1, T2> {
  readonly fromFirst: boolean;
  readonly value: T1 | T2;
  /** Its identity in the trace; 0 while nothing is traced. */
  record = 0;

  private constructor(fromFirst: boolean, value: T1 | T2) {
    this.fromFirst = fromFirst;
    this.value = value;
  }

  /** Shown as the record itself: that it is tagged is the join's own business. */
  get [PREVIEW_AS](): T1 | T2 {
    return this.value;
  }

  /** A record of the first stream. */
  static one<T1, T2>(one: T1): TaggedUnion<T1, T2> {
    return new TaggedUnion<T1, T2>(true, one);
  }

  /** A record of the second stream. */
  static two<T1, T2>(two: T2): TaggedUnion<T1, T2> {
    return new TaggedUnion<T1, T2>(false, two);
  }

  isOne(): boolean {
    return this.fromFirst;
  }
  isTwo(): boolean {
    return !this.fromFirst;
  }
  /** The record, where it is one of the first stream; null otherwise. */
  getOne(): T1 | null {
    return this.fromFirst ? (this.value as T1) : null;
  }
  /** The record, where it is one of the second stream; null otherwise. */
  getTwo(): T2 | null {
    return this.fromFirst ? null : (this.value as T2);
  }
}
