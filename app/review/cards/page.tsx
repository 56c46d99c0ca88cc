import type { Metadata } from "next";
import Link from "next/link";
import { CardSwitch } from "@/components/review/card-switch";
import { Crumb } from "@/components/ui/crumb";
import { requestMoment } from "@/lib/server/clock";
import { getProfileId } from "@/lib/server/session";
import { cardPlace } from "@/lib/server/study/card-place";
import { loadReviewState } from "@/lib/server/study/load-queue";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import { cardKey, dueDayOf, isLeech, type ReviewCard } from "@/lib/shared/review/card";
import { dayWords, localDayOf } from "@/lib/shared/review/local-day";
import { elapsedDays } from "@/lib/shared/review/rate-card";
import { createScheduler } from "@/lib/shared/review/scheduler";
import { changeCard } from "../actions";

export const metadata: Metadata = { title: "Cards" };

/** All cards: those that keep slipping, those set aside, and the rest by the day on which they come back. */
export default async function CardsPage() {
  const [profileId, now] = await Promise.all([getProfileId(), requestMoment()]);
  const { cards, settings } = await loadReviewState(profileId, now);
  const today = localDayOf(now, settings);
  const scheduler = createScheduler(settings);
  const rows = cards
    .map((card) => ({ card, due: dueDayOf(card, settings), place: cardPlace(card) }))
    .sort((a, b) => a.due - b.due || cardKey(a.card).localeCompare(cardKey(b.card)))
    .flatMap(({ card, due, place }) => {
      if (place === null) return [];
      const recall = Math.round(scheduler.recall(card, elapsedDays(card, now, settings)) * 100);
      const when = due <= today ? "due today" : `comes back ${dayWords(due, today)}`;
      return [{ card, place, about: `${TOPIC_NAMES[place.topic]} · ${when} · recall now about ${recall}\u00a0%` }];
    });
  const leeches = rows.filter(({ card }) => !card.suspended && isLeech(card, settings.leechLapses));
  const aside = rows.filter(({ card }) => card.suspended);
  const rest = rows.filter(({ card }) => !card.suspended && !isLeech(card, settings.leechLapses));
  return (
    <div className="page">
      <Crumb href="/review" label="Review" />
      <h1 className="question mt-8">{cards.length === 1 ? "1 card" : `${cards.length} cards`}</h1>
      {cards.length === 0 && (
        <p className="prose mt-12">
          Cards come from answers. <Link href="/study">Answer a first question</Link>.
        </p>
      )}
      <div className="mt-34 flex max-w-[760px] flex-col gap-34">
        <CardList
          heading="Keep slipping"
          about={`Forgotten ${settings.leechLapses} times or more. Read their sources and put the answer in your own words, or set them aside.`}
          rows={leeches}
        />
        <CardList heading="Set aside" about="These do not come back until you put them back." rows={aside} />
        <CardList heading="In the queue" rows={rest} />
      </div>
    </div>
  );
}

interface CardListProps {
  heading: string;
  about?: string;
  rows: readonly { card: ReviewCard; place: { title: string; href: string }; about: string }[];
}

function CardList({ heading, about, rows }: CardListProps) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="pane-heading">{heading}</h2>
      {about !== undefined && <p className="mt-4 text-ink-2 text-sm">{about}</p>}
      <ul className="mt-4">
        {rows.map(({ card, place, about: words }) => (
          <li key={cardKey(card)} className="flex items-start justify-between gap-18 border-line border-b py-12">
            <div className="min-w-0">
              <Link
                href={place.href}
                prefetch={false}
                className="font-serif text-prose leading-[1.35] no-underline hover:underline"
              >
                {place.title}
              </Link>
              <p className="text-ink-2 text-sm">
                {words}
                {card.lapses > 0 && ` · slipped ${card.lapses === 1 ? "once" : `${card.lapses} times`}`}
              </p>
            </div>
            <CardSwitch
              id={{ kind: card.kind, contentId: card.contentId }}
              title={place.title}
              suspended={card.suspended}
              onChange={changeCard}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
