"use client";

import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { DrillSheet } from "@/components/study/drill-sheet";
import { checkDrillOnDevice } from "@/lib/client/offline/drill-on-device";
import { DRILL_SEED_MAX, type DrillPlace, drillLevelOf, drillPlaceSchema, nextSeed } from "@/lib/shared/drills/drill";
import { drillHere } from "./drill-place";

/** Trace drills on the device: drawn, run and explained in the page; predictions are sent when that is possible. */
export function DrillRoomHere() {
  const query = useSearchParams();
  const [level, seed] = [query.get("level"), query.get("seed")];
  const place = drillPlaceSchema.safeParse({ level: Number(level), seed: Number(seed) });
  const isNamed = place.success;
  useEffect(() => {
    if (isNamed) return;
    window.history.replaceState(null, "", drillHere({ level: drillLevelOf(level), seed: anySeed() }));
  }, [isNamed, level]);
  if (!place.success) return null;
  return (
    <DrillSheet
      place={place.data}
      above="/offline/study"
      levelUrl={(each) => `/offline/drills?level=${each}`}
      next={query.get("review") === "1" ? BACK_TO_REVIEW : nextDrill(place.data)}
      onCheck={async ({ clientEventId, ...prediction }) => checkDrillOnDevice(clientEventId, prediction)}
    />
  );
}

const BACK_TO_REVIEW = { href: "/offline/review", label: "Go on with the review" };

function nextDrill({ level, seed }: DrillPlace) {
  return { href: drillHere({ level, seed: nextSeed(seed) }), label: "Next drill" };
}

/** A seed that nobody chose. */
function anySeed(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return 1 + (drawn % DRILL_SEED_MAX);
}
