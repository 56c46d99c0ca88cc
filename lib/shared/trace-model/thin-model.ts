/** A model with no more parts than a page can show: large runs are thinned evenly, and what went wrong is kept. */
import type { PlaneModel, RecordMark, SubtaskPlane } from "./plane-model";

/** Most parts of one kind over all subtasks. */
export const MAX_DRAWN_RECORDS = 600;
const MAX_DRAWN_WINDOWS = 240;

/** Every n-th of the parts, at most `most`, and all that are `vital`. */
function thin<T>(parts: readonly T[], most: number, vital: (part: T) => boolean = () => false): readonly T[] {
  if (parts.length <= most) return parts;
  const every = parts.length / most;
  let next = 0;
  return parts.filter((part, i) => {
    const due = i >= next;
    if (due) next += every;
    return due || vital(part);
  });
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
      records: thin(plane.records, share(MAX_DRAWN_RECORDS), isLost).slice(0, 2 * share(MAX_DRAWN_RECORDS)),
      windows: thin(plane.windows, share(MAX_DRAWN_WINDOWS)),
      timers: thin(plane.timers, share(MAX_DRAWN_RECORDS)),
      stateWrites: plane.stateWrites.length <= share(MAX_DRAWN_RECORDS) ? plane.stateWrites : [],
    }),
  );
  return { ...model, subtasks };
}
