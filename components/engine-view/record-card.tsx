import type { PlaneModel } from "@/lib/shared/trace-model/plane-model";
import type { PlaneGeometry } from "./plane-geometry";

const WIDTH = 300;

/** A record's life, beside its mark: below it in the upper half of the plane, above it in the lower. */
export function RecordCard(props: { record: number; model: PlaneModel; geometry: PlaneGeometry; text: string }) {
  const { record, model, geometry, text } = props;
  const plane = model.subtasks.find((p) => p.records.some((mark) => mark.record === record));
  const mark = plane?.records.find((m) => m.record === record);
  if (plane === undefined || mark === undefined) return null;
  const x = geometry.x(mark.x);
  const y = geometry.markY(plane.subtask, mark);
  const left = Math.min(Math.max(4, x - WIDTH / 2), geometry.width - WIDTH - 4);
  const upper = y < geometry.height / 2;
  return (
    <p
      role="status"
      className="pointer-events-none absolute z-10 rounded border border-line bg-raised px-12 py-8 font-serif text-base leading-[1.4] text-ink shadow-sm"
      style={{ left, width: WIDTH, ...(upper ? { top: y + 16 } : { bottom: geometry.height - y + 16 }) }}
    >
      {text}
    </p>
  );
}
