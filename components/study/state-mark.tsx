const WORDS = { "not-yet": "not answered yet", "to-repeat": "to repeat", right: "right" } as const;

/** Whether an item is answered, as a small mark with its word for screen readers: hollow, half, solid. */
export function StateMark({ state }: { state: keyof typeof WORDS }) {
  return (
    <span className="inline-grid size-[16px] shrink-0 place-items-center">
      <svg aria-hidden width="12" height="12" viewBox="0 0 12 12">
        <circle
          cx="6"
          cy="6"
          r="4.6"
          fill="none"
          stroke={state === "not-yet" ? "var(--line-strong)" : "var(--tide)"}
          strokeWidth="1.4"
        />
        {state === "to-repeat" && <path d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" fill="var(--tide)" />}
        {state === "right" && <circle cx="6" cy="6" r="4.6" fill="var(--tide)" />}
      </svg>
      <span className="visually-hidden">{WORDS[state]}: </span>
    </span>
  );
}
