"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { CaseList } from "@/components/verdict/case-list";
import { VerdictBand } from "@/components/verdict/verdict-band";
import { PaneBar, paneClass } from "./pane-bar";
import { ProgramPane } from "./program-pane";
import { RoomSplit } from "./room-split";
import { RunPane } from "./run-pane";
import { TaskPane } from "./task-pane";
import { type CodingRoomProps, type Room, useRoom } from "./use-room";
import { VerdictActions } from "./verdict-actions";

/** The coding room: task, editor, verdict, and under the verdict the run itself. */
export function CodingRoom(props: CodingRoomProps & { library: ReactNode; note: ReactNode }) {
  const room = useRoom(props);
  const { exercise, draft, judge, pane, outdated } = room;

  return (
    <>
      <a
        href="#code-editor"
        className="skip-link"
        onClick={() => {
          room.setTab("program");
          room.choosePane("code");
        }}
      >
        Skip to code editor
      </a>
      {exercise.inReview && <ReviewStrip exerciseId={exercise.id} />}
      <div className="flex flex-1 flex-col max-[719px]:min-h-[calc(100dvh-var(--header-height))]">
        <RoomSplit
          leftClass={paneClass("task", pane)}
          rightClass={paneClass("code", pane)}
          hiddenOnNarrow={pane !== "task" && pane !== "code"}
          left={
            <TaskPane
              {...exercise}
              solvedAid={room.solvedAid}
              library={props.library}
              note={props.note}
              hintsOpened={draft.hintsOpened}
              onOpenHint={draft.setHintsOpened}
              onShowSolution={room.showSolution}
            />
          }
          right={<ProgramPane room={room} />}
        />
        <div id="result" className={paneClass("result", pane)}>
          <Result room={room} />
        </div>
        <div id="run" className={`flex-1 ${paneClass("run", pane)}`}>
          <RunPane
            judge={judge}
            outdated={outdated}
            sample={exercise.cases.find((each) => each.visible)}
            onRun={() => room.start("run")}
          />
        </div>
        <PaneBar chosen={pane} onChoose={room.choosePane} />
      </div>
    </>
  );
}

/** Says that this is a review, and leads back to where it is rated. */
function ReviewStrip({ exerciseId }: { exerciseId: string }) {
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-24 gap-y-4 border-line border-b bg-sunk px-24 py-8 text-sm max-sm:px-18">
      <span>A review from the blank start. Your draft and your attempts stay as they were.</span>
      <Link href={`/review?exercise=${exerciseId}`} prefetch={false} className="font-semibold">
        Rate it and go on
      </Link>
    </p>
  );
}

/** The verdict in a sentence, and below it the cases with their rows. */
function Result({ room }: { room: Room }) {
  const { judge, outdated, solvedAid } = room;
  const { status, run } = judge;
  return (
    <>
      <VerdictBand status={status} outdated={outdated}>
        <VerdictActions
          status={status}
          onGoToStep={room.goToStep}
          onStop={judge.stop}
          onReadDiscussion={solvedAid === null ? null : room.showSolution}
        />
      </VerdictBand>
      {status.kind === "judged" && (
        <CaseList
          verdict={status.verdict}
          openCaseId={run.shownCase?.caseId ?? null}
          outdated={outdated}
          onOpenCase={run.openCase}
          onGoToStep={room.goToStep}
        />
      )}
    </>
  );
}
