import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Fragment } from "react";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ListWay } from "@/components/library/list-way";
import { loadExercise, loadExercises } from "@/lib/server/content/exercises";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { listAttempts } from "@/lib/server/data/code/list-attempts";
import { loadDraft } from "@/lib/server/data/code/load-draft";
import { getProfileId } from "@/lib/server/session";
import { loadListWay } from "@/lib/server/study/load-list-way";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";
import { CodingRoom } from "./_components/coding-room";
import type { RoomExercise } from "./_components/room-exercise";

export async function generateMetadata({ params }: PageProps<"/code/[slug]">): Promise<Metadata> {
  return { title: loadExercise((await params).slug)?.meta.title ?? "Code" };
}

/** The coding room of one exercise. */
export default async function CodingRoomPage({ params, searchParams }: PageProps<"/code/[slug]">) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const exercise = loadExercise(slug);
  if (exercise === null) notFound();
  const profileId = await getProfileId();
  const { id } = exercise.meta;
  const inReview = query.review === "1";
  // A review shows nothing of what was written before.
  const known = inReview ? null : profileId;
  const [roomExercise, draft, attempts] = await Promise.all([
    toRoomExercise(exercise, inReview),
    known === null ? null : loadDraft(known, id),
    known === null ? [] : listAttempts(known, id),
  ]);
  const contentRef = { kind: "exercise", contentId: id } as const;
  const way = await loadListWay(query.list, contentRef);
  return (
    <>
      {way !== null && <ListWay way={way} />}
      <CodingRoom
        key={`${id} ${inReview}`}
        exercise={roomExercise}
        draft={draft}
        attempts={attempts}
        library={<LibraryBar contentRef={contentRef} side="left" />}
        note={inReview ? null : <OwnNote contentRef={contentRef} />}
      />
    </>
  );
}

async function toRoomExercise({ meta, ...exercise }: Exercise, inReview: boolean): Promise<RoomExercise> {
  const { starter, cases, declarations, version } = exercise;
  const hints = exercise.hints.filter((hint) => hint.rung !== "Solution");
  const why = exercise.hints.find((hint) => hint.rung === "Solution")?.text ?? "";
  const [task, discussion, solution, ...drawnHints] = await Promise.all([
    renderMarkdown(exercise.task),
    renderMarkdown(exercise.discussion),
    renderMarkdown(`\`\`\`typescript\n${exercise.solution.trim()}\n\`\`\`\n\n${why}`),
    ...hints.map((hint) => renderMarkdown(hint.text)),
  ]);
  const place = loadExercises().findIndex((each) => each.meta.id === meta.id) + 1;
  return {
    ...{ id: meta.id, title: meta.title, starter, cases, declarations, version, inReview },
    meta: `${TOPIC_NAMES[meta.topic]} · exercise ${place} of ${loadExercises().length} · about ${meta.minutes} minutes`,
    ...{
      task,
      solution,
      discussion,
      hints: drawnHints.map((hint, index) => <Fragment key={hints[index]?.rung}>{hint}</Fragment>),
    },
  };
}
