import "server-only";
import type { CardId } from "@/lib/shared/review/card";
import type { Topic } from "@/lib/shared/content/vocabulary";
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
  }
}
