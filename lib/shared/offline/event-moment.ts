/** What is older than this when it is sent counts as of the moment of its arrival. */
export const OUTBOX_AGE_MAX_MILLIS = 60 * 86_400_000;

/**
 * When something happened that was sent later. The device's clock may be wrong, so only the span between happening and
 * sending is believed and is taken off the server's own moment. A negative span, or one longer than the outbox's limit,
 * is not believed at all.
 */
export function momentOfEvent(
  letter: { readonly happenedAtMillis: number; readonly sentAtMillis: number },
  receivedAt: Date,
): Date {
  const ageMillis = letter.sentAtMillis - letter.happenedAtMillis;
  const believed = ageMillis >= 0 && ageMillis <= OUTBOX_AGE_MAX_MILLIS;
  return believed ? new Date(receivedAt.getTime() - ageMillis) : receivedAt;
}
