"use client";

import { useCallback, useState } from "react";
import { type ProgramHost, useProgram } from "@/components/editor/use-program";
import type { JudgedBy } from "@/components/verdict/verdict-status";
import type { CodeAttemptSummaryDto, CodeDraftDto } from "@/lib/shared/dto/code";
import type { CodeAid } from "@/lib/shared/schemas/code";
import { aidOf, bestAid } from "./attempt-words";
import type { Pane } from "./pane-bar";
import type { RoomExercise } from "./room-exercise";
import { type AttemptList, useAttempts } from "./use-attempts";
import { type Draft, useDraft } from "./use-draft";
import { type Judge, useJudge } from "./use-judge";
import { useRoomKeys } from "./use-room-keys";

/** The name under which the editor shows the program. */
export const FILE_NAME = "pipeline.ts";

export type EditorTab = "program" | "cases" | "attempts" | "solution";

export type CodingRoomProps = {
  readonly exercise: RoomExercise;
  readonly draft: CodeDraftDto | null;
  readonly attempts: readonly CodeAttemptSummaryDto[];
};

export type Room = {
  readonly exercise: RoomExercise;
  readonly draft: Draft;
  readonly attempts: AttemptList;
  readonly host: ProgramHost;
  readonly judge: Judge;
  readonly pane: Pane;
  readonly tab: EditorTab;
  readonly setTab: (tab: EditorTab) => void;
  /** Said after the learner asked to save, until something is typed. */
  readonly notice: string;
  readonly solvedAid: CodeAid | null;
  readonly solutionOpen: boolean;
  /** True once the text was changed after the run that is shown. */
  readonly outdated: boolean;
  readonly choosePane: (pane: Pane) => void;
  readonly start: (by: JudgedBy) => void;
  readonly type: (text: string) => void;
  readonly save: () => void;
  /** Puts another text in place of the current one, which stays among the attempts. */
  readonly replaceText: (text: string) => void;
  readonly goToStep: (caseId: string, step: number) => void;
  readonly showSolution: () => void;
};

/** Everything that happens in the coding room, for its panes to draw and to ask for. */
export function useRoom({ exercise, draft: storedDraft, attempts: storedAttempts }: CodingRoomProps): Room {
  const [pane, setPane] = useState<Pane>("task");
  const [tab, setTab] = useState<EditorTab>("program");
  const [notice, setNotice] = useState("");
  const draft = useDraft({ exerciseId: exercise.id, inReview: exercise.inReview }, exercise.starter, storedDraft);
  const attempts = useAttempts(exercise, storedAttempts);
  const loadDeclarations = useCallback(() => declarationsOf(exercise), [exercise]);
  const host = useProgram(`${exercise.id}/${FILE_NAME}`, loadDeclarations);
  const judge = useJudge(exercise, host);
  const solvedAid = bestAid(attempts.list);

  async function start(by: JudgedBy): Promise<void> {
    setTab("program");
    setPane("result");
    const text = draft.currentText();
    const aid = aidOf(draft.hintsOpened);
    const [verdict] = await Promise.all([judge.judge(text, by), draft.saveState === "saved" ? null : draft.saveNow()]);
    if (verdict !== null) await attempts.add({ kind: by, text, verdict, passed: verdict.passed, aid });
  }

  async function save(): Promise<void> {
    setNotice("");
    const state = await draft.saveNow();
    setNotice(state === "saved" ? "Draft saved" : "");
  }

  async function replaceText(text: string): Promise<void> {
    const old = draft.currentText();
    draft.replaceText(text);
    setTab("program");
    if (old === text) return;
    await attempts.add({ kind: "reset", text: old, verdict: null, passed: false, aid: aidOf(draft.hintsOpened) });
  }

  useRoomKeys({ run: () => void start("run"), submit: () => void start("submit"), save: () => void save() });

  return {
    ...{ exercise, draft, attempts, host, judge, pane, tab, setTab, notice, solvedAid },
    solutionOpen: solvedAid !== null || draft.hintsOpened === 4,
    outdated: judge.judgedText !== null && judge.judgedText !== draft.text,
    choosePane: (next) => {
      setPane(next);
      window.scrollTo({ top: 0 });
    },
    start: (by) => void start(by),
    type: (text) => {
      setNotice("");
      draft.setText(text);
    },
    save: () => void save(),
    replaceText: (text) => void replaceText(text),
    goToStep: (caseId, step) => {
      judge.run.goToStep(caseId, step);
      setPane("run");
      scrollTo("run");
    },
    showSolution: () => {
      setTab("solution");
      setPane("code");
      scrollTo("editor-pane");
    },
  };
}

function scrollTo(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}

/** Everything the program may use: the engine's names, and the records, streams and sinks of the exercise. */
async function declarationsOf({ declarations }: RoomExercise): Promise<string> {
  const { ENGINE_TYPES } = await import("@/generated/engine-types");
  return `${ENGINE_TYPES}\n${declarations}`;
}
