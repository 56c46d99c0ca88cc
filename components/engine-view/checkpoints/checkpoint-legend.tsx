import type { ReactNode } from "react";

function Entry({ drawing, children }: { drawing: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-6 whitespace-nowrap">
      <svg width={22} height={16} viewBox="-11 -8 22 16" aria-hidden="true" className="shrink-0">
        {drawing}
      </svg>
      {children}
    </li>
  );
}

/** What the marks of the timelines mean. */
export function CheckpointLegend() {
  return (
    <ul className="flex flex-wrap gap-x-18 gap-y-4 text-sm text-ink-2">
      <Entry drawing={<path d="M-11 0H11" className="stroke-ink-2" strokeWidth={1.5} strokeDasharray="1.5 4" />}>
        start delay
      </Entry>
      <Entry
        drawing={
          <rect
            x={-10}
            y={-5}
            width={20}
            height={10}
            fill="url(#checkpoint-hatch)"
            className="stroke-barrier"
            strokeWidth={0.75}
          />
        }
      >
        alignment
      </Entry>
      <Entry drawing={<rect x={-10} y={-5} width={20} height={10} className="fill-barrier" />}>sync</Entry>
      <Entry
        drawing={
          <rect x={-10} y={-5} width={20} height={10} className="fill-barrier-wash stroke-barrier" strokeWidth={0.75} />
        }
      >
        async
      </Entry>
      <Entry drawing={<path d="M0 -5L5 0L0 5L-5 0Z" className="fill-paper stroke-barrier" strokeWidth={1.5} />}>
        barrier of a channel
      </Entry>
      <Entry drawing={<path d="M0 -7L7 0L0 7L-7 0Z" className="fill-barrier" />}>acknowledged</Entry>
      <Entry drawing={<path d="M-5 0l3.5 4l6 -8" fill="none" className="stroke-ok" strokeWidth={2} />}>
        told that it is complete
      </Entry>
    </ul>
  );
}
