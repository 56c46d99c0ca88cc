/** What the actions on notes, stars and lists give back; the pages hand them down. */
export type Outcome<T = void> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** The outcome of a request that the server never answered. */
export const UNANSWERED = {
  ok: false,
  message: "The server did not answer, so nothing has changed. Try again.",
} as const satisfies Outcome<never>;

/** Waits for an action; where the server does not answer, that is the outcome. */
export function answered<T>(action: Promise<Outcome<T>>): Promise<Outcome<T>> {
  return action.catch((thrown: unknown) => {
    // A redirect comes as an error with a digest, which the router has to see.
    if (thrown instanceof Error && "digest" in thrown) throw thrown;
    return UNANSWERED;
  });
}
