import type { PlaneModel, RecordClass } from "@/lib/shared/trace-model/plane-model";
import { startsFromEarlierRun } from "@/lib/shared/trace-model/restore-words";
import { LegendEntry } from "./legend-entry";
import { CLASS_WORDS, keyShapePath, MarkShape } from "./mark-shape";

const LATE_CLASSES: readonly RecordClass[] = ["late-counted", "dropped", "side-output"];
const MAX_KEYS = 6;

/** What the marks mean, as far as they occur; and how a large drawing is read. */
export function PlaneLegend({ model, dense, indent }: { model: PlaneModel; dense: boolean; indent: number }) {
  const records = model.subtasks.flatMap((plane) => plane.records);
  const classes = LATE_CLASSES.filter((c) => records.some((mark) => mark.recordClass === c));
  const windows = model.subtasks.some((plane) => plane.windows.length > 0);
  const kept = model.subtasks.some((plane) => plane.windows.some((band) => band.keptFromX !== null));
  const idle = model.subtasks.some((plane) => plane.idle.length > 0);
  const timers = model.subtasks.some((plane) => plane.timers.length > 0);
  return (
    <figcaption className="text-sm text-ink-2" style={{ paddingLeft: indent }}>
      <ul className="flex flex-wrap gap-x-18 gap-y-4">
        {model.keys.slice(0, MAX_KEYS).map(({ key, shape }) => (
          <LegendEntry key={key} drawing={<path d={keyShapePath(shape, 5)} className="fill-ink" />}>
            {key === "" || key === "null" ? "record" : `key ${key}`}
          </LegendEntry>
        ))}
        {model.keys.length > MAX_KEYS ? <li>{`and ${model.keys.length - MAX_KEYS} more keys`}</li> : null}
        {classes.map((c) => (
          <LegendEntry key={c} drawing={<MarkShape recordClass={c} shape="circle" />}>
            {CLASS_WORDS[c]}
          </LegendEntry>
        ))}
        {model.timed ? (
          <LegendEntry drawing={<path d="M-8 5H-2V-1H4V-6H8" fill="none" className="stroke-tide" strokeWidth={2} />}>
            watermark
          </LegendEntry>
        ) : null}
        {windows ? (
          <LegendEntry
            drawing={
              <path d="M-7.5 -5.5H5V6.5H-7.5Z M5 -6V7" className="fill-window-wash stroke-window" strokeWidth={1.5} />
            }
          >
            window, thick where it fires
          </LegendEntry>
        ) : null}
        {kept ? (
          <LegendEntry
            drawing={
              <rect
                x={-7}
                y={-5.5}
                width={14}
                height={12}
                fill="none"
                className="stroke-window"
                strokeDasharray="2.5 2.5"
              />
            }
          >
            kept for late records
          </LegendEntry>
        ) : null}
        {idle ? (
          <LegendEntry
            drawing={<path d="M-8 0H8" fill="none" className="stroke-tide" strokeWidth={2.5} strokeDasharray="1.5 4" />}
          >
            idle
          </LegendEntry>
        ) : null}
        {model.restores.some((restore) => !startsFromEarlierRun(restore)) ? (
          <LegendEntry drawing={<path d={keyShapePath("circle", 5)} className="fill-ink" fillOpacity={0.35} />}>
            undone by the restore
          </LegendEntry>
        ) : null}
        {timers ? (
          <LegendEntry
            drawing={
              <path d="M0 -5A5 5 0 1 1 -.1 -5ZM0 -3V0H3" fill="none" className="stroke-ink-2" strokeWidth={1.3} />
            }
          >
            timer
          </LegendEntry>
        ) : null}
      </ul>
      {dense ? (
        <p className="mt-4">{`${records.length} records, each a dot: darker where there are more. Point at one to read its life; the run in words has them all.`}</p>
      ) : null}
    </figcaption>
  );
}
