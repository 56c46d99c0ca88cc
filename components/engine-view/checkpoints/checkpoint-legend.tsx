import { LegendEntry } from "../legend-entry";

/** What the marks of the timelines mean. */
export function CheckpointLegend() {
  return (
    <ul className="flex flex-wrap gap-x-18 gap-y-4 text-sm text-ink-2">
      <LegendEntry
        width={22}
        drawing={<path d="M-11 0H11" className="stroke-ink-2" strokeWidth={1.5} strokeDasharray="1.5 4" />}
      >
        start delay
      </LegendEntry>
      <LegendEntry
        width={22}
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
      </LegendEntry>
      <LegendEntry width={22} drawing={<rect x={-10} y={-5} width={20} height={10} className="fill-barrier" />}>
        sync
      </LegendEntry>
      <LegendEntry
        width={22}
        drawing={
          <rect x={-10} y={-5} width={20} height={10} className="fill-barrier-wash stroke-barrier" strokeWidth={0.75} />
        }
      >
        async
      </LegendEntry>
      <LegendEntry
        width={22}
        drawing={<path d="M0 -5L5 0L0 5L-5 0Z" className="fill-paper stroke-barrier" strokeWidth={1.5} />}
      >
        barrier of a channel
      </LegendEntry>
      <LegendEntry width={22} drawing={<path d="M0 -7L7 0L0 7L-7 0Z" className="fill-barrier" />}>
        acknowledged
      </LegendEntry>
      <LegendEntry width={22} drawing={<path d="M-5 0l3.5 4l6 -8" fill="none" className="stroke-ok" strokeWidth={2} />}>
        told that it is complete
      </LegendEntry>
    </ul>
  );
}
