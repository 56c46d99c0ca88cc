import type { ClusterMoment } from "@/lib/shared/cluster-model/cluster-at";
import { LegendEntry } from "../legend-entry";

/** What the marks in the channels and the bars in the cells mean; the bars only where the run measures them. */
export function ClusterLegend({ moment }: { moment: ClusterMoment }) {
  const timed = moment.tasks.some(({ times }) => times !== null);
  return (
    <figcaption className="text-sm text-ink-2">
      <ul className="flex flex-wrap gap-x-18 gap-y-4">
        <LegendEntry drawing={<circle r={4.5} className="fill-ink" />}>record</LegendEntry>
        <LegendEntry drawing={<rect x={-1.25} y={-6.5} width={2.5} height={13} className="fill-tide" />}>
          watermark
        </LegendEntry>
        <LegendEntry drawing={<path d="M0 -6L6 0L0 6L-6 0Z" className="fill-barrier" />}>barrier</LegendEntry>
        <LegendEntry drawing={<path d="M0 -8V8" className="stroke-barrier" strokeWidth={3.5} />}>
          waits for other barriers
        </LegendEntry>
        <LegendEntry drawing={<path d="M-8 0H8" className="stroke-busy" strokeWidth={7} />}>no room left</LegendEntry>
        {timed ? (
          <>
            <LegendEntry drawing={<rect x={-7} y={-4} width={14} height={8} className="fill-busy" />}>busy</LegendEntry>
            <LegendEntry drawing={<rect x={-7} y={-4} width={14} height={8} className="fill-pressed" />}>
              back-pressured
            </LegendEntry>
            <LegendEntry drawing={<rect x={-7} y={-4} width={14} height={8} className="fill-idle" />}>idle</LegendEntry>
          </>
        ) : null}
      </ul>
    </figcaption>
  );
}
