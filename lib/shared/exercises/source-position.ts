import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

/** A place in a text; both count from 1. */
export type SourcePosition = { readonly line: number; readonly column: number };

/**
 * Where a place of the compiled program lies in the learner's own text; null where the map knows no place for it,
 * the place itself where there is no map.
 */
export function toSourcePosition(place: SourcePosition, sourceMap: string | null): SourcePosition | null {
  if (sourceMap === null || sourceMap === "") return place;
  const { line, column } = originalPositionFor(new TraceMap(sourceMap), { line: place.line, column: place.column - 1 });
  return line === null || column === null ? null : { line, column: column + 1 };
}
