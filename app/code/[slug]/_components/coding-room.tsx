"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { CodeEditor } from "@/components/editor/code-editor";
import { useProgram } from "@/components/editor/use-program";
import { CaseList } from "@/components/verdict/case-list";
import { VerdictBand } from "@/components/verdict/verdict-band";
import type { JudgedBy } from "@/components/verdict/verdict-status";
import type { CodeAttemptSummaryDto, CodeDraftDto } from "@/lib/shared/dto/code";
import { aidOf, bestAid } from "./attempt-words";
import { Attempts } from "./attempts";
import { CaseInputs } from "./case-inputs";
import { EditorFooter, EditorToolbar } from "./editor-toolbar";
import { type Pane, PaneBar, paneClass } from "./pane-bar";
import { ResetDialog, type ResetDialogHandle } from "./reset-dialog";
import type { RoomExercise } from "./room-exercise";
import { RoomSplit } from "./room-split";
import { RunPane } from "./run-pane";
import { SolutionPane } from "./solution-pane";
import { TabPanel, Tabs } from "./tabs";
import { TaskPane } from "./task-pane";
import { useAttempts } from "./use-attempts";
import { useDraft } from "./use-draft";
import { useJudge } from "./use-judge";
import { useModKey } from "./use-mod-key";
import { useRoomKeys } from "./use-room-keys";
import { VerdictActions } from "./verdict-actions";

const FILE_NAME = "pipeline.ts";

type EditorTab = "program" | "cases" | "attempts" | "solution";

type CodingRoomProps = {
  exercise: RoomExercise;
  draft: CodeDraftDto | null;
  attempts: readonly CodeAttemptSummaryDto[];
};

/** The coding room: task, editor, verdict, and under the verdict the run itself. */
export function CodingRoom({ exercise, draft: storedDraft, attempts: storedAttempts }: CodingRoomProps) {
  const [pane, setPane] = useState<Pane>("task");
  const [tab, setTab] = useState<EditorTab>("program");
  const [notice, setNotice] = useState("");
  const resetDialog = useRef<ResetDialogHandle>(null);
  const modKey = useModKey();

  const draft = useDraft(exercise.id, exercise.starter, storedDraft);
  const attempts = useAttempts(exercise, storedAttempts);
  const loadDeclarations = useCallback(() => declarationsOf(exercise), [exercise]);
  const host = useProgram(`${exercise.id}/${FILE_NAME}`, loadDeclarations);
  const judge = useJudge(exercise, host);

  const solvedAid = bestAid(attempts.list);
  const solved = solvedAid !== null;
  const solutionOpen = solved || draft.hintsOpened === 4;
  const outdated = judge.judgedText !== null && judge.judgedText !== draft.text;

  async function start(by: JudgedBy): Promise<void> {
    setTab("program");
    setPane("result");
    const text = draft.currentText();
    const aid = aidOf(draft.hintsOpened);
    const [verdict] = await Promise.all([judge.judge(text, by), draft.saveState === "saved" ? null : draft.saveNow()]);
    if (verdict !== null) await attempts.add({ kind: by, text, verdict, passed: verdict.passed, aid });
  }

  function choosePane(next: Pane): void {
    setPane(next);
    window.scrollTo({ top: 0 });
  }

  function type(text: string): void {
    setNotice("");
    draft.setText(text);
  }

  async function save(): Promise<void> {
    setNotice("");
    const state = await draft.saveNow();
    setNotice(state === "saved" ? "Draft saved" : "");
  }

  /** Puts another text in place of the current one, which stays among the attempts. */
  async function replaceText(text: string): Promise<void> {
    const old = draft.currentText();
    draft.replaceText(text);
    setTab("program");
    if (old === text) return;
    await attempts.add({ kind: "reset", text: old, verdict: null, passed: false, aid: aidOf(draft.hintsOpened) });
  }

  function goToStep(caseId: string, step: number): void {
    judge.run.goToStep(caseId, step);
    setPane("run");
    document.getElementById("run")?.scrollIntoView({ block: "nearest" });
  }

  function showSolution(): void {
    setTab("solution");
    setPane("code");
    document.getElementById("editor-pane")?.scrollIntoView({ block: "nearest" });
  }

  useRoomKeys({ run: () => void start("run"), submit: () => void start("submit"), save: () => void save() });

  const tabs = useMemo(() => editorTabs(attempts.list.length, solutionOpen), [attempts.list.length, solutionOpen]);
  const mark = outdated ? null : judge.mark;

  return (
    <>
      <a
        href="#code-editor"
        className="skip-link"
        onClick={() => {
          setTab("program");
          setPane("code");
        }}
      >
        Skip to code editor
      </a>
      <div className="flex flex-1 flex-col max-[719px]:min-h-[calc(100dvh-var(--header-height))]">
        <RoomSplit
          leftClass={paneClass("task", pane)}
          rightClass={paneClass("code", pane)}
          hiddenOnNarrow={pane !== "task" && pane !== "code"}
          left={
            <TaskPane
              {...exercise}
              solvedAid={solvedAid}
              hintsOpened={draft.hintsOpened}
              onOpenHint={draft.setHintsOpened}
              onShowSolution={showSolution}
            />
          }
          right={
            <section aria-label="Program" className="flex h-full min-h-0 flex-col bg-raised">
              <div className="flex items-center justify-between gap-x-12 border-line border-b bg-paper px-12 max-[719px]:flex-wrap">
                <Tabs label="Program and cases" prefix="room" tabs={tabs} chosen={tab} onChoose={setTab} />
                <EditorToolbar
                  busy={judge.busy}
                  modKey={modKey}
                  onRun={() => void start("run")}
                  onSubmit={() => void start("submit")}
                />
              </div>
              <TabPanel prefix="room" id="program" chosen={tab}>
                <CodeEditor
                  label={`${exercise.title}, ${FILE_NAME}`}
                  text={draft.text}
                  revision={draft.revision}
                  host={host}
                  mark={mark}
                  onTextChange={type}
                />
              </TabPanel>
              <TabPanel prefix="room" id="cases" chosen={tab}>
                <CaseInputs cases={exercise.cases} />
              </TabPanel>
              <TabPanel prefix="room" id="attempts" chosen={tab}>
                <Attempts
                  attempts={attempts.list}
                  knownTexts={attempts.texts}
                  onRestore={(text) => void replaceText(text)}
                />
              </TabPanel>
              <TabPanel prefix="room" id="solution" chosen={tab}>
                {solutionOpen && <SolutionPane exercise={exercise} />}
              </TabPanel>
              <EditorFooter
                saveState={draft.saveState}
                notice={notice}
                modKey={modKey}
                onSave={() => void save()}
                onReset={() => resetDialog.current?.open()}
              />
            </section>
          }
        />
        <div id="result" className={paneClass("result", pane)}>
          <VerdictBand status={judge.status} outdated={outdated}>
            <VerdictActions
              status={judge.status}
              onGoToStep={goToStep}
              onStop={judge.stop}
              onReadDiscussion={solved ? showSolution : null}
            />
          </VerdictBand>
          {judge.status.kind === "judged" && (
            <CaseList
              verdict={judge.status.verdict}
              openCaseId={judge.run.shownCase?.caseId ?? null}
              outdated={outdated}
              onOpenCase={judge.run.openCase}
              onGoToStep={goToStep}
            />
          )}
        </div>
        <div id="run" className={`flex-1 ${paneClass("run", pane)}`}>
          <RunPane
            judge={judge}
            outdated={outdated}
            sample={exercise.cases.find((each) => each.visible)}
            onRun={() => void start("run")}
          />
        </div>
        <PaneBar chosen={pane} onChoose={choosePane} />
      </div>
      <ResetDialog ref={resetDialog} onReset={() => void replaceText(exercise.starter)} />
    </>
  );
}

/** Everything the program may use: the engine's names, and the records, streams and sinks of the exercise. */
async function declarationsOf({ declarations }: RoomExercise): Promise<string> {
  const { ENGINE_TYPES } = await import("@/generated/engine-types");
  return `${ENGINE_TYPES}\n${declarations}`;
}

function editorTabs(attemptCount: number, solutionOpen: boolean) {
  return [
    { id: "program", label: FILE_NAME },
    { id: "cases", label: "Cases" },
    { id: "attempts", label: attemptCount === 0 ? "Attempts" : `Attempts ${attemptCount}` },
    { id: "solution", label: "Solution", disabled: !solutionOpen },
  ] as const;
}
