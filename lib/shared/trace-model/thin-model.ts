/** A model with no more parts than a page can show: in large runs records become density, and other parts are thinned evenly. */
import type { PlaneModel, RecordMark, SubtaskPlane } from "./plane-model";

/** More records than this over all subtasks are drawn as density; only the lost ones keep marks of their own. */
export const DENSE_RECORDS = 2_000;
const MAX_LOST_MARKS = 300;
/** Most parts of other kinds over all subtasks. */
const MAX_DRAWN_PARTS = 600;
const MAX_DRAWN_WINDOWS = 240;
const MAX_DRAWN_TIMERS = 240;

/** Evenly chosen parts, at most `most`. */
function thin<T>(parts: readonly T[], most: number): readonly T[] {
  if (parts.length <= most) return parts;
  return Array.from({ length: most }, (_, i) => parts[Math.floor((i * parts.length) / most)] as T);
}

function isLost(mark: RecordMark): boolean {
  return mark.recordClass === "dropped" || mark.recordClass === "side-output";
}

/** Whether the records of a model are drawn as density. */
export function isDense(model: PlaneModel): boolean {
  return model.subtasks.reduce((sum, plane) => sum + plane.records.length, 0) > DENSE_RECORDS;
}

/** The same model where it is small enough, by identity. */
export function thinModel(model: PlaneModel): PlaneModel {
  const share = (most: number) => Math.max(1, Math.floor(most / Math.max(1, model.subtasks.length)));
  const dense = isDense(model);
  const small = model.subtasks.every(
    (plane) =>
      plane.windows.length <= share(MAX_DRAWN_WINDOWS) &&
      plane.timers.length <= share(MAX_DRAWN_TIMERS) &&
      plane.stateWrites.length <= share(MAX_DRAWN_PARTS),
  );
  if (small && !dense) return model;
  const subtasks = model.subtasks.map(
    (plane): SubtaskPlane => ({
      ...plane,
      records: dense ? thin(plane.records.filter(isLost), share(MAX_LOST_MARKS)) : plane.records,
      windows: thin(plane.windows, share(MAX_DRAWN_WINDOWS)),
      timers: thin(plane.timers, share(MAX_DRAWN_TIMERS)),
      stateWrites: plane.stateWrites.length <= share(MAX_DRAWN_PARTS) ? plane.stateWrites : [],
    }),
  );
  return { ...model, subtasks };
}
