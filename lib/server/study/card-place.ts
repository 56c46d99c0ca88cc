import "server-only";
import type { Topic } from "@/lib/shared/content/vocabulary";
import type { CardId } from "@/lib/shared/review/card";
import { findContent } from "../content/find-content";

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
  const found = findContent(id);
  if (found === null || found.topic === null) return null;
  const { title, href, topic, minutes } = found;
  return { title, href, topic, minutes };
}
