import Link from "next/link";
import { findItem } from "@/lib/server/content/load-items";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { ItemProgressDto } from "@/lib/shared/dto/study";
import { HistoryList } from "./history-list";

/** The questions answered, by the newest answer. Questions that were taken out since are left out. */
export function StudyHistory({ entries }: { entries: readonly ItemProgressDto[] }) {
  const rows = [...entries]
    .sort((a, b) => b.lastAnsweredAt.localeCompare(a.lastAnsweredAt))
    .flatMap((entry) => {
      const item = findItem(entry.itemId);
      if (item === null) return [];
      const { title, topic, level } = item.meta;
      const times = entry.answerCount === 1 ? "answered once" : `answered ${entry.answerCount} times`;
      const about = `${TOPIC_NAMES[topic]} · ${level} · ${times}, last ${share(entry.lastScore)}, best ${share(entry.bestScore)}`;
      return [{ key: entry.itemId, href: `/study/${entry.itemId}`, title, about, at: entry.lastAnsweredAt }];
    });
  return (
    <HistoryList
      heading="Questions"
      rows={rows}
      empty={
        <>
          None yet. <Link href="/study">Choose one</Link>.
        </>
      }
    />
  );
}

function share(score: number): string {
  return `${Math.round(score * 100)}\u00a0%`;
}
