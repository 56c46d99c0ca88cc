import "server-only";
import type { CardId } from "@/lib/shared/review/card";
import type { Topic } from "@/lib/shared/content/vocabulary";
import { drillUrl } from "@/lib/shared/drills/drill";
import { drillOfCard, drillTitle } from "@/lib/shared/drills/drill-card";
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
      const place = drillOfCard(id);
      if (place === null) return null;
      return { title: drillTitle(place), href: drillUrl(place), topic: "time-watermarks", minutes: DRILL_MINUTES };
    }
  }
}

/** What a prediction of a drill is taken to last. */
const DRILL_MINUTES = 5;
