/**
 * Named errors of this area: messages that lie, programs that are none.
 */

/** What a message that does not parse is answered with. `path` tells which field was wrong. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: "wrong-version" | "unknown-kind" | "malformed";
  readonly path: string;

  constructor(code: ProtocolError["code"], path: string, expectation: string) {
    super(`${path} ${expectation}.`);
    this.code = code;
    this.path = path;
  }
}

/** The worker could not be started or broke off outside a run. */
export class BrokenWorkerError extends Error {
  override readonly name = "BrokenWorkerError";
}
