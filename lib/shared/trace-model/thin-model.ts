/** A model with no more parts than a page can show: large runs are thinned evenly, and what went wrong is kept. */
import type { PlaneModel, RecordMark, SubtaskPlane } from "./plane-model";

/** Most parts of one kind over all subtasks. */
export const MAX_DRAWN_RECORDS = 600;
const MAX_DRAWN_WINDOWS = 240;

/** Evenly chosen parts, at most `most`. */
function thin<T>(parts: readonly T[], most: number): readonly T[] {
  if (parts.length <= most) return parts;
  return Array.from({ length: most }, (_, i) => parts[Math.floor((i * parts.length) / most)] as T);
}

/** Lost records first, as far as they take no more than half of the room; the rest evenly. */
function thinRecords(records: readonly RecordMark[], most: number): readonly RecordMark[] {
  if (records.length <= most) return records;
  const lost = thin(records.filter(isLost), Math.floor(most / 2));
  const others = thin(
    records.filter((mark) => !isLost(mark)),
    most - lost.length,
  );
  return [...lost, ...others].sort((a, b) => a.step - b.step);
}

function isLost(mark: RecordMark): boolean {
  return mark.recordClass === "dropped" || mark.recordClass === "side-output";
}

/** The same model where it is small enough, by identity. */
export function thinModel(model: PlaneModel): PlaneModel {
  const share = (most: number) => Math.max(1, Math.floor(most / Math.max(1, model.subtasks.length)));
  const small = model.subtasks.every(
    (plane) =>
      plane.records.length <= share(MAX_DRAWN_RECORDS) &&
      plane.windows.length <= share(MAX_DRAWN_WINDOWS) &&
      plane.timers.length <= share(MAX_DRAWN_RECORDS) &&
      plane.stateWrites.length <= share(MAX_DRAWN_RECORDS),
  );
  if (small) return model;
  const subtasks = model.subtasks.map(
    (plane): SubtaskPlane => ({
      ...plane,
      records: thinRecords(plane.records, share(MAX_DRAWN_RECORDS)),
      windows: thin(plane.windows, share(MAX_DRAWN_WINDOWS)),
      timers: thin(plane.timers, share(MAX_DRAWN_RECORDS)),
      stateWrites: plane.stateWrites.length <= share(MAX_DRAWN_RECORDS) ? plane.stateWrites : [],
    }),
  );
  return { ...model, subtasks };
}
