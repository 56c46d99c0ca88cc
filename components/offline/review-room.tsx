"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { LeechAdvice } from "@/components/review/leech-advice";
import { QueueActions } from "@/components/review/queue-actions";
import { RatingBar } from "@/components/review/rating-bar";
import { ItemHead } from "@/components/study/item-head";
import type { OutboxEntry } from "@/lib/client/offline/outbox-store";
import { pageOutbox, sendOutbox } from "@/lib/client/offline/page-outbox";
import type { LoadedBundle } from "@/lib/client/offline/study-bundle";
import type { DrillPlace } from "@/lib/shared/drills/drill";
import { drillOfCard, drillTitle } from "@/lib/shared/drills/drill-card";
import { playOutbox } from "@/lib/shared/offline/local-cards";
import type { OutboxEvent } from "@/lib/shared/offline/outbox-event";
import type { OwnData } from "@/lib/shared/offline/own-data";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";
import { type CardId, cardKey, type Rating } from "@/lib/shared/review/card";
import { ratingOfScore } from "@/lib/shared/review/first-rating";
import { buildQueue, type ReviewQueue } from "@/lib/shared/review/queue";
import { type RatingOffer, ratingOffer } from "@/lib/shared/review/rating-offer";
import { createScheduler } from "@/lib/shared/review/scheduler";
import { AnsweredHere } from "./answered-here";
import { AskedHere } from "./asked-here";
import { drillHere } from "./drill-place";
import { scoreHere } from "./grade-here";
import { goInRoom, RoomLink } from "./room-link";
import { RoomFrame } from "./room-frame";
import { useOutboxEntries, useOwnData, useStudyBundle } from "./use-kept";

const ROOM = "/offline/review";

/** The queue of the day on the device: by the same rules as on the server, which gets every step later. */
export function ReviewRoom() {
  const bundle = useStudyBundle();
  const own = useOwnData();
  const entries = useOutboxEntries();
  return (
    <RoomFrame kept={bundle}>
      {(content) => (
        <RoomFrame kept={own}>
          {(data) => (entries === null ? null : <Room bundle={content} own={data} entries={entries} />)}
        </RoomFrame>
      )}
    </RoomFrame>
  );
}

interface RoomProps {
  bundle: LoadedBundle;
  own: OwnData;
  entries: readonly OutboxEntry[];
}

function Room({ bundle, own, entries }: RoomProps) {
  const query = useSearchParams();
  // The queue of one visit stays that of one moment, or a card would come and go while it is being answered.
  const [now] = useState(() => new Date());
  const done = entries.filter(({ state }) => state !== "refused");
  const local = playOutbox(own, done, (event) => scoreHere(bundle, event));
  const isHere = (id: CardId) => id.kind === "exercise" || drillOfCard(id) !== null || bundle.byId.has(id.contentId);
  const queue = buildQueue({
    ...{ cards: local.cards.filter(isHere), candidates: own.candidates.filter(isHere) },
    ...{ now, settings: own.settings, scheduler: createScheduler(own.settings) },
  });
  const named = query.get("item");
  const id: CardId | undefined =
    named !== null ? { kind: "item", contentId: named } : (queue.due[0] ?? queue.fresh[0] ?? undefined);
  const card = id === undefined ? null : (local.cards.find((each) => cardKey(each) === cardKey(id)) ?? null);
  const head = (
    <QueueLine
      queue={queue}
      asOf={own.asOf}
      undoable={local.undoable?.id ?? null}
      id={card === null ? null : (id ?? null)}
    />
  );
  if (id === undefined) return <NothingLeft head={head} />;
  const offer = ratingOffer(card, local.logs.get(cardKey(id)) ?? null, now, own.settings);
  const drill = drillOfCard(id);
  if (drill !== null) return <DrillHere head={head} place={drill} />;
  const item = bundle.byId.get(id.contentId);
  if (id.kind !== "item" || item === undefined) {
    return (
      <>
        <ExerciseHere head={head} id={id} />
        <Ratings id={id} offer={offer} suggested={null} />
      </>
    );
  }
  const answered = entries.find(({ clientEventId }) => clientEventId === query.get("answer"));
  return <ItemStep key={item.meta.id} {...{ head, bundle, item, offer, answered }} />;
}

interface ItemStepProps {
  /** The queue's own line. */
  head: ReactNode;
  bundle: LoadedBundle;
  item: BundledItem;
  offer: RatingOffer;
  /** The answer that the address names. */
  answered: OutboxEntry | undefined;
}

/** A question of the queue, or the answer that was just given to it with the four ratings. */
function ItemStep({ head, bundle, item, offer, answered }: ItemStepProps) {
  const id: CardId = { kind: "item", contentId: item.meta.id };
  const question = (
    <>
      {offer.leech && <LeechAdvice lapses={offer.lapses} />}
      <ItemHead meta={item.meta} trail={{ href: "/offline/study", text: item.place }} />
    </>
  );
  if (answered?.event.kind === "study-answer" && answered.event.itemId === id.contentId) {
    return (
      <>
        <div className="page pb-0!">{head}</div>
        <AnsweredHere
          key={answered.clientEventId}
          head={question}
          bundle={bundle}
          item={item}
          entry={answered}
          response={answered.event.response}
          next={offer.open ? <p className="text-ink-2 text-sm">Read on, then rate it below.</p> : <NextCard />}
        />
        <Ratings id={id} offer={offer} suggested={suggestedBy(scoreHere(bundle, answered.event))} />
      </>
    );
  }
  return (
    <AskedHere
      head={
        <>
          {head}
          {question}
        </>
      }
      item={item}
      inReview
      onKept={(eventId) =>
        goInRoom(`${ROOM}?${new URLSearchParams({ item: id.contentId, answer: eventId }).toString()}`)
      }
    />
  );
}

/** The four ratings of a card that is asked for today. */
function Ratings({ id, offer, suggested }: { id: CardId; offer: RatingOffer; suggested: Rating | null }) {
  if (!offer.open) return null;
  return (
    <RatingBar
      key={cardKey(id)}
      id={id}
      seenLogId={offer.seenLogId}
      intervals={offer.intervals}
      suggested={suggested}
      onRate={async ({ clientEventId, rating, seenLogId }) =>
        doHere(clientEventId, { kind: "rating", id: { ...id }, rating, seen: seenLogId })
      }
      reviewedExercise={id.kind === "exercise" ? id.contentId : undefined}
    />
  );
}

function suggestedBy(score: number | null): Rating | null {
  return score === null ? null : ratingOfScore(score);
}

/** Puts a step into the outbox and goes on with the queue. */
async function doHere(
  clientEventId: string,
  event: OutboxEvent,
): Promise<{ ok: true } | { ok: false; message: string }> {
  try {
    await pageOutbox().add(clientEventId, event);
  } catch {
    return { ok: false, message: "This browser keeps no data for this site, so the step cannot be kept." };
  }
  void sendOutbox();
  goInRoom(ROOM);
  return { ok: true };
}

interface QueueLineProps {
  queue: ReviewQueue;
  asOf: string;
  /** The event that undo would take back. */
  undoable: string | null;
  /** The card on the page, where there is one to put off or set aside. */
  id: CardId | null;
}

function QueueLine({ queue, asOf, undoable, id }: QueueLineProps) {
  const left = [
    queue.due.length > 0 && `${queue.due.length} due`,
    queue.fresh.length > 0 && `${queue.fresh.length} new`,
  ].filter(Boolean);
  const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(new Date(asOf));
  return (
    <div className="mb-18 flex flex-wrap items-center justify-between gap-x-24 gap-y-4">
      <p className="text-ink-2 text-sm">
        Review on this device ·{" "}
        <span data-testid="queue-count">{left.length === 0 ? "nothing left today" : `${left.join(", ")} today`}</span> ·
        cards as of {when}
      </p>
      <QueueActions
        id={id}
        undoable={undoable === null ? null : "the last step"}
        onChange={async ({ clientEventId, id: changed, action }) =>
          doHere(clientEventId, { kind: "card-change", id: { ...changed }, action })
        }
        onUndo={async ({ clientEventId }) => doHere(clientEventId, { kind: "undo", undoes: undoable ?? "" })}
        onDone={() => undefined}
      />
    </div>
  );
}

function NextCard() {
  return <RoomLink href={ROOM}>Rated already: next card</RoomLink>;
}

function NothingLeft({ head }: { head: ReactNode }) {
  return (
    <div className="page">
      {head}
      <h1 className="question">That is all for today.</h1>
      <p className="prose mt-12">
        What else there is comes back another day. You can go on with <a href="/offline/study">new questions</a>.
      </p>
    </div>
  );
}

/** A trace drill of the queue: it is predicted on its own page, and what was right there rates it. */
function DrillHere({ head, place }: { head: ReactNode; place: DrillPlace }) {
  return (
    <article className="page">
      {head}
      <h1 className="question">{drillTitle(place)}</h1>
      <p className="prose mt-12">
        You predicted some of this run wrong. <a href={`${drillHere(place)}&review=1`}>Predict it again</a>; what is
        right rates the card.
      </p>
    </article>
  );
}

/** An exercise of the queue: it is coded on its own page, which is on the device too, and rated here. */
function ExerciseHere({ head, id }: { head: ReactNode; id: CardId }) {
  return (
    <article className="page">
      {head}
      <h1 className="question">Exercise: {id.contentId.replaceAll("-", " ")}</h1>
      <p className="prose mt-12">
        <a href={`/code/${id.contentId}?review=1`}>Write it again from the blank start</a>, then come back and rate it.
      </p>
    </article>
  );
}
