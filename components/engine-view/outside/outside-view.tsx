"use client";

/** What readers of the systems outside see at the cursor: one who reads everything beside one who reads what is committed. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useMemo } from "react";
import { clusterIndexOf, positionAt } from "@/lib/shared/cluster-model/cluster-index";
import { outsideAt, type PlaceNow, type RowNow } from "@/lib/shared/cluster-model/outside-at";
import { PlaceTable } from "./place-table";

/** Where a consumer group keeps its offsets: no output of the job. */
const OFFSETS = "__consumer_offsets";

export function OutsideView({ trace, cursorStep }: { trace: TraceLog; cursorStep: number }) {
  const index = clusterIndexOf(trace);
  const position = positionAt(index.trace, cursorStep);
  const places = useMemo(() => outsideAt(index, position), [index, position]);
  const outputs = places.filter(({ place }) => !place.startsWith(OFFSETS));
  const offsets = places.filter(({ place }) => place.startsWith(OFFSETS));
  if (index.outside.places.length === 0) {
    return (
      <p className="max-w-[42rem] font-serif text-prose">
        This run writes to no system outside. A program that has a Kafka, JDBC, file or HTTP sink is seen here as its
        readers see it: what is there, what is committed, and what is there twice.
      </p>
    );
  }
  return (
    <div className="grid min-w-0 gap-24">
      <p aria-live="polite" className="max-w-[42rem] font-serif text-[1.0625rem] leading-[1.45]">
        {outsideSentence(outputs)}
      </p>
      {outputs.map((place) => (
        <PlaceTable key={`${place.system}/${place.place}`} place={place} />
      ))}
      {offsets.length === 0 ? null : <Offsets places={offsets} />}
    </div>
  );
}

/** How many rows each reader sees, and how many of them twice. */
function outsideSentence(places: readonly PlaceNow[]): string {
  const rows: readonly RowNow[] = places.flatMap((place) => place.rows);
  const committed = rows.filter((row) => row.committed);
  const doubled = committed.filter((row) => row.doubled).length;
  const all = rows.filter((row) => row.readable).length;
  const counted = (count: number) => `${count} ${count === 1 ? "row" : "rows"}`;
  const twice = doubled === 0 ? "none of them twice" : `${doubled} of them a second time`;
  if (!places.some(({ twoReaders }) => twoReaders)) return `A reader sees ${counted(committed.length)}, ${twice}.`;
  return `A reader of what is committed sees ${counted(committed.length)}, ${twice}; a reader of everything sees ${counted(all)}.`;
}

function Offsets({ places }: { places: readonly PlaceNow[] }) {
  return (
    <div>
      <h3 className="pane-heading">Offsets that consumer groups have committed</h3>
      <ul className="mt-6 grid gap-4 text-sm">
        {places.map(({ place, rows }) => (
          <li
            key={place}
            className="font-mono"
          >{`${place.slice(OFFSETS.length + 1)}: ${rows.at(-1)?.row.value ?? "none"}`}</li>
        ))}
      </ul>
    </div>
  );
}
