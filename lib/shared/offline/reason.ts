/** What a thrown value says of itself. */
export function reasonOfThrown(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
