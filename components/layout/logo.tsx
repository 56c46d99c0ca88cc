/** The mark: a tide line rising in steps, with two records above it. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" className="shrink-0">
      <path d="M2 20h6v-6h6V8h7" fill="none" stroke="var(--tide)" strokeWidth="3" />
      <circle cx="5" cy="12" r="1.9" fill="var(--ink)" />
      <circle cx="11" cy="5.6" r="1.9" fill="var(--ink)" />
      <circle cx="18.6" cy="3.4" r="1.9" fill="var(--ink)" />
    </svg>
  );
}
