/** One channel between two tasks: its room, what stands in it, and the words at its end. */
import type { ChannelNow } from "@/lib/shared/cluster-model/cluster-at";
import type { Flight } from "@/lib/shared/cluster-model/reduce-flights";
import { MIN_TIME } from "@/lib/shared/trace-model/time-format";
import type { TraceIndex } from "@/lib/shared/trace-model/trace-index";
import { type ChannelPath, pointAt } from "./cluster-geometry";
import { elementWords, fillWords, watermarkWords } from "./cluster-words";

/** The distance between two elements in pixels, where the channel has room for it. */
const MAX_SPACING = 13;
/** An element stands at least so far from the cell. */
const HEAD_ROOM = 9;

type Props = {
  channel: ChannelNow;
  path: ChannelPath;
  index: TraceIndex;
  /** Whether this channel's watermark is the one that holds the task's back. */
  holdsBack: boolean;
  /** Whether the task has several channels, so that the words tell which is which. */
  several: boolean;
  dimmed: boolean;
  /** Where there are very many channels, those that hold nothing are hairlines, and records in them one thick line. */
  crowded: boolean;
  /** Whether elements are seen moving up when one is read: only while there are few. */
  moves: boolean;
};

export function ChannelLine({ channel, path, index, holdsBack, several, dimmed, crowded, moves }: Props) {
  const { elements, capacity, blockedBy, idle } = channel;
  const full = capacity > 0 && elements.length >= capacity;
  const places = Number.isFinite(capacity) ? Math.max(capacity, elements.length) : elements.length;
  const spacing = Math.min(MAX_SPACING, (path.length - 2 * HEAD_ROOM) / Math.max(1, places));
  return (
    <g opacity={dimmed ? 0.3 : undefined}>
      {crowded && elements.length === 0 ? null : (
        <path d={path.path} fill="none" className={full ? "stroke-busy" : "stroke-line"} strokeWidth={full ? 7 : 5} />
      )}
      <path
        d={path.path}
        fill="none"
        className={idle || (crowded && elements.length === 0) ? "stroke-line-strong" : "stroke-ink-2"}
        strokeWidth={crowded && elements.length === 0 ? 0.5 : 1}
        strokeDasharray={idle ? "2 4" : undefined}
      />
      {blockedBy > 0 ? (
        <path d={`M${path.endX - 3} ${path.endY - 9}v18`} className="stroke-barrier" strokeWidth={3.5} />
      ) : null}
      {crowded && elements.length > 0 ? (
        <path
          d={path.path}
          fill="none"
          className="stroke-ink"
          strokeWidth={3.5}
          strokeDasharray={`0 ${path.length - elements.length * spacing} ${elements.length * spacing}`}
        />
      ) : null}
      {elements.map((flight, at) => {
        if (crowded && flight.kind === "record") return null;
        const point = pointAt(path, HEAD_ROOM + at * spacing);
        return (
          <g
            key={`${flight.kind}/${flight.enter}`}
            style={{ transform: `translate(${point.x.toFixed(1)}px, ${point.y.toFixed(1)}px)` }}
            className={moves ? "transition-transform motion-reduce:transition-none" : undefined}
          >
            <title>{elementWords(index, flight)}</title>
            <ElementMark flight={flight} spacing={spacing} />
          </g>
        );
      })}
      {path.labelled ? (
        <text
          x={path.endX - 7}
          y={path.endY - 9}
          textAnchor="end"
          fontSize={12}
          className="fill-ink-2 stroke-paper"
          strokeWidth={3.5}
          paintOrder="stroke"
          strokeLinejoin="round"
        >
          <ChannelWords {...{ channel, index, holdsBack, several }} />
        </text>
      ) : null}
    </g>
  );
}

function ChannelWords({
  channel,
  index,
  holdsBack,
  several,
}: Pick<Props, "channel" | "index" | "holdsBack" | "several">) {
  const { elements, capacity, watermark, idle, blockedBy } = channel;
  const full = capacity > 0 && elements.length >= capacity;
  const shows = several && (watermark > MIN_TIME || holdsBack);
  return (
    <>
      {elements.length > 0 ? (
        <tspan className={full ? "fill-ink font-semibold" : undefined}>{fillWords(channel)}</tspan>
      ) : null}
      {blockedBy > 0 ? <tspan className="fill-barrier">{`${elements.length > 0 ? ", " : ""}waits`}</tspan> : null}
      {idle ? <tspan dx={8}>idle</tspan> : null}
      {shows && !idle ? (
        <tspan dx={8} className={`fill-tide font-mono ${holdsBack ? "font-semibold" : ""}`}>
          {`${watermarkWords(index, watermark)}${holdsBack ? " least" : ""}`}
        </tspan>
      ) : null}
    </>
  );
}

function ElementMark({ flight: { kind }, spacing }: { flight: Flight; spacing: number }) {
  const radius = Math.min(4.5, Math.max(1.6, spacing * 0.4));
  if (kind === "record") return <circle r={radius} className="fill-ink stroke-paper" strokeWidth={1} />;
  if (kind === "watermark") {
    return <rect x={-1.25} y={-6.5} width={2.5} height={13} className="fill-tide stroke-paper" strokeWidth={0.75} />;
  }
  const size = Math.max(5, radius + 2.5);
  return (
    <path d={`M0 ${-size}L${size} 0L0 ${size}L${-size} 0Z`} className="fill-barrier stroke-paper" strokeWidth={1.25} />
  );
}
