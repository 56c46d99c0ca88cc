import "server-only";
import type { CardId } from "@/lib/shared/review/card";
import type { Topic } from "@/lib/shared/content/vocabulary";
import { type DrillPlace, drillPlaceSchema, drillUrl } from "@/lib/shared/drills/drill";
import { DRILL_LEVEL_INFO } from "@/lib/shared/drills/levels";
import { loadExercise } from "../content/exercises";
import { findItem } from "../content/load-items";

/** What a card is about. */
export interface CardPlace {
  readonly title: string;
  /** The page of what it asks. */
  readonly href: string;
  readonly topic: Topic;
  readonly minutes: number;
}

/** What a card is about; null when its content was taken out. */
export function cardPlace(id: CardId): CardPlace | null {
  switch (id.kind) {
    case "item": {
      const meta = findItem(id.contentId)?.meta;
      if (meta === undefined) return null;
      return { title: meta.title, href: `/study/${meta.id}`, topic: meta.topic, minutes: meta.minutes };
    }
    case "exercise": {
      const meta = loadExercise(id.contentId)?.meta;
      if (meta === undefined) return null;
      return { title: meta.title, href: `/code/${meta.id}`, topic: meta.topic, minutes: meta.minutes };
    }
    case "drill": {
      const place = parseDrillId(id.contentId);
      if (place === null) return null;
      const title = `Trace drill ${place.seed}: ${DRILL_LEVEL_INFO[place.level].name.toLowerCase()}`;
      return { title, href: drillUrl(place), topic: "time-watermarks", minutes: DRILL_MINUTES };
    }
  }
}

/** What a prediction of a drill is taken to last. */
const DRILL_MINUTES = 5;

/** The name under which a drill is a card. */
export function drillCardId({ level, seed }: DrillPlace): CardId {
  return { kind: "drill", contentId: `${level}-${seed}` };
}

function parseDrillId(contentId: string): DrillPlace | null {
  const [level, seed] = contentId.split("-").map(Number);
  const place = drillPlaceSchema.safeParse({ level, seed });
  return place.success ? place.data : null;
}
