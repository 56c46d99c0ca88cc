import { randomInt } from "node:crypto";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DrillSheet } from "@/components/study/drill-sheet";
import { DRILL_SEED_MAX, drillLevelOf, drillPlaceSchema, drillUrl, nextSeed } from "@/lib/shared/drills/drill";
import { checkDrill } from "./actions";

export const metadata: Metadata = { title: "Trace drills" };

/** One drill, drawn from the level and the seed in the address; without a seed, a new one. */
export default async function DrillsPage({ searchParams }: PageProps<"/study/drills">) {
  const query = await searchParams;
  const place = drillPlaceSchema.safeParse({ level: Number(query.level), seed: Number(query.seed) });
  if (!place.success) {
    redirect(drillUrl({ level: drillLevelOf(query.level), seed: randomInt(1, DRILL_SEED_MAX + 1) }));
  }
  const { level, seed } = place.data;
  return (
    <DrillSheet
      place={place.data}
      above="/study"
      levelUrl={(each) => `/study/drills?level=${each}`}
      next={
        query.review === "1"
          ? { href: "/review", label: "Go on with the review" }
          : { href: drillUrl({ level, seed: nextSeed(seed) }), label: "Next drill" }
      }
      onCheck={checkDrill}
    />
  );
}
