/** How the keeping of a form went. */
export function FormSaid({ said }: { said: { text: string; failed: boolean } | null }) {
  return (
    <p role={said?.failed ? "alert" : "status"} className={said?.failed ? "text-fail-text" : "text-ink-2 text-sm"}>
      {said?.text}
    </p>
  );
}
