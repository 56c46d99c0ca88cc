/**
 * What a simulated run did that it must not do: the name of the invariant, and what was seen. To the engine it is a
 * mistake of its own, which no restart strategy swallows.
 */
import { InvariantError } from "../../engine/index";

export class InvariantViolation extends InvariantError {
  constructor(
    readonly invariant: string,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`);
  }
}
