interface TideProgressProps {
  done: number;
  total: number;
  /** What is counted, for whoever does not see the mark. */
  label: string;
}

const WIDTH = 44;
const HEIGHT = 14;
const STEPS_MAX = 7;

/** Progress as a tide line: a staircase that is filled as far as one has come. The numbers stand beside it as text. */
export function TideProgress({ done, total, label }: TideProgressProps) {
  const steps = Math.max(1, Math.min(STEPS_MAX, total));
  const filled = total === 0 ? 0 : (done / total) * WIDTH;
  const rise = steps === 1 ? 0 : (HEIGHT - 4) / (steps - 1);
  const line = Array.from({ length: steps }, (_, step) => {
    const y = HEIGHT - 2 - step * rise;
    return `${step === 0 ? "M" : "L"}${(step * WIDTH) / steps} ${y}H${((step + 1) * WIDTH) / steps}`;
  }).join("");
  const clip = `tide-${steps}-${Math.round(filled)}`;
  return (
    <span className="inline-flex items-end gap-8 whitespace-nowrap">
      <svg aria-hidden width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} fill="none" strokeWidth="2">
        <clipPath id={clip}>
          <rect width={filled} height={HEIGHT} />
        </clipPath>
        <path d={line} stroke="var(--line-strong)" />
        <path d={line} stroke="var(--tide)" strokeWidth="2.5" clipPath={`url(#${clip})`} />
      </svg>
      <span className="min-w-[4ch] text-right text-ink-2 text-sm leading-none">
        {done}
        <span aria-hidden>/</span>
        <span className="visually-hidden"> of </span>
        {total}
        <span className="visually-hidden"> {label}</span>
      </span>
    </span>
  );
}
