"use client";

import { useSearchParams } from "next/navigation";
import type { LoadedBundle } from "@/lib/client/offline/study-bundle";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";
import { nextUnanswered, scoresWith } from "@/lib/shared/offline/study-progress";
import { ItemHead } from "@/components/study/item-head";
import { AnsweredHere } from "./answered-here";
import { AskedHere } from "./asked-here";
import { scoreHere } from "./grade-here";
import { QuestionList } from "./question-list";
import { goInRoom, RoomLink } from "./room-link";
import { RoomFrame } from "./room-frame";
import { useOutboxEntries, useOwnData, useStudyBundle } from "./use-kept";

const ROOM = "/offline/study";

function placeOf(itemId: string, answerId?: string): string {
  return `${ROOM}?${new URLSearchParams({ item: itemId, ...(answerId !== undefined && { answer: answerId }) }).toString()}`;
}

/** Study on the device: the list of all questions, one question, or an answer that was given here. */
export function StudyRoom() {
  return <RoomFrame kept={useStudyBundle()}>{(bundle) => <Room bundle={bundle} />}</RoomFrame>;
}

function Room({ bundle }: { bundle: LoadedBundle }) {
  const query = useSearchParams();
  const own = useOwnData();
  const entries = useOutboxEntries();
  const item = bundle.byId.get(query.get("item") ?? "");
  const answerId = query.get("answer");
  const scores = scoresWith(own.state === "here" ? own.value.scores : {}, entries ?? [], (event) =>
    scoreHere(bundle, event),
  );
  if (item === undefined) return <QuestionList items={bundle.items} scores={scores} placeOf={placeOf} />;

  const head = <ItemHead meta={item.meta} trail={{ href: ROOM, text: item.place }} />;
  const entry = answerId === null ? undefined : entries?.find((each) => each.clientEventId === answerId);
  if (answerId !== null && entries === null) return null;
  if (entry?.event.kind === "study-answer") {
    const next = nextUnanswered(bundle.items, scores, item.meta.id);
    return (
      <AnsweredHere
        key={entry.clientEventId}
        head={head}
        bundle={bundle}
        item={item}
        entry={entry}
        response={entry.event.response}
        next={<NextLink next={next} />}
        again={placeOf(item.meta.id)}
      />
    );
  }
  return (
    <AskedHere
      key={item.meta.id}
      head={head}
      item={item}
      inReview={false}
      onKept={(eventId) => goInRoom(placeOf(item.meta.id, eventId))}
    />
  );
}

function NextLink({ next }: { next: BundledItem | null }) {
  const look = "inline-flex min-h-[40px] items-center rounded bg-tide px-12 font-semibold text-on-tide no-underline";
  return (
    <RoomLink href={next === null ? ROOM : placeOf(next.meta.id)} className={look}>
      {next === null ? "All answered: back to the list" : "Next question"}
    </RoomLink>
  );
}
