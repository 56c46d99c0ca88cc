import { randomInt } from "node:crypto";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ListWay } from "@/components/library/list-way";
import { DrillSheet } from "@/components/study/drill-sheet";
import { loadListWay } from "@/lib/server/study/load-list-way";
import { nextInList } from "@/lib/shared/content/list-walk";
import {
  DRILL_SEED_MAX,
  type DrillPlace,
  drillContentId,
  drillLevelOf,
  drillPlaceSchema,
  drillUrl,
  nextSeed,
} from "@/lib/shared/drills/drill";
import { checkDrill } from "./actions";

export const metadata: Metadata = { title: "Trace drills" };

/** One drill, drawn from the level and the seed in the address; without a seed, a new one. */
export default async function DrillsPage({ searchParams }: PageProps<"/study/drills">) {
  const query = await searchParams;
  const place = drillPlaceSchema.safeParse({ level: Number(query.level), seed: Number(query.seed) });
  if (!place.success) {
    redirect(drillUrl({ level: drillLevelOf(query.level), seed: randomInt(1, DRILL_SEED_MAX + 1) }));
  }
  const contentRef = { kind: "drill", contentId: drillContentId(place.data) } as const;
  const way = await loadListWay(query.list, contentRef);
  return (
    <>
      {way !== null && <ListWay way={way} />}
      <DrillSheet
        place={place.data}
        beside={<LibraryBar contentRef={contentRef} />}
        notes={{ asked: <OwnNote contentRef={contentRef} folded />, answered: <OwnNote contentRef={contentRef} /> }}
        above="/study"
        levelUrl={(each) => `/study/drills?level=${each}`}
        next={query.review === "1" ? REVIEW : way === null ? nextDrill(place.data) : nextInList(way)}
        onCheck={checkDrill}
      />
    </>
  );
}

const REVIEW = { href: "/review", label: "Go on with the review" };

/** Where a drill leads on that was opened neither from the review nor from a list. */
function nextDrill({ level, seed }: DrillPlace): { href: string; label: string } {
  return { href: drillUrl({ level, seed: nextSeed(seed) }), label: "Next drill" };
}
