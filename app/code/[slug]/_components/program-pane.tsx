"use client";

import { useRef } from "react";
import { CodeEditor } from "@/components/editor/code-editor";
import { Attempts } from "./attempts";
import { CaseInputs } from "./case-inputs";
import { EditorFooter, EditorToolbar } from "./editor-toolbar";
import { ResetDialog, type ResetDialogHandle } from "./reset-dialog";
import { SolutionPane } from "./solution-pane";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { useModKey } from "@/components/ui/use-mod-key";
import { FILE_NAME, type Room } from "./use-room";

/** The editor with its buttons, and beside it the cases, the attempts and the solution. */
export function ProgramPane({ room }: { room: Room }) {
  const { exercise, draft, attempts, judge, tab, outdated } = room;
  const resetDialog = useRef<ResetDialogHandle>(null);
  const modKey = useModKey();

  return (
    <section aria-label="Program" className="flex h-full min-h-0 flex-col bg-raised">
      <div className="flex items-center justify-between gap-x-12 border-line border-b bg-paper px-12 max-[719px]:flex-wrap">
        <Tabs label="Program and cases" prefix="room" tabs={tabsOf(room)} chosen={tab} onChoose={room.setTab} />
        <EditorToolbar
          busy={judge.busy}
          modKey={modKey}
          onRun={() => room.start("run")}
          onSubmit={() => room.start("submit")}
        />
      </div>
      <TabPanel prefix="room" id="program" chosen={tab}>
        <CodeEditor
          label={`${exercise.title}, ${FILE_NAME}`}
          text={draft.text}
          revision={draft.revision}
          host={room.host}
          mark={outdated ? null : judge.mark}
          onTextChange={room.type}
        />
      </TabPanel>
      <TabPanel prefix="room" id="cases" chosen={tab}>
        <CaseInputs cases={exercise.cases} />
      </TabPanel>
      <TabPanel prefix="room" id="attempts" chosen={tab}>
        <Attempts attempts={attempts.list} knownTexts={attempts.texts} onRestore={room.replaceText} />
      </TabPanel>
      <TabPanel prefix="room" id="solution" chosen={tab}>
        {room.solutionOpen && <SolutionPane exercise={exercise} />}
      </TabPanel>
      <EditorFooter
        saveState={draft.saveState}
        notice={room.notice}
        modKey={modKey}
        onSave={room.save}
        onReset={() => resetDialog.current?.open()}
      />
      <ResetDialog ref={resetDialog} onReset={() => room.replaceText(exercise.starter)} />
    </section>
  );
}

function tabsOf({ attempts, solutionOpen }: Room) {
  const count = attempts.list.length;
  return [
    { id: "program", label: FILE_NAME },
    { id: "cases", label: "Cases" },
    { id: "attempts", label: count === 0 ? "Attempts" : `Attempts ${count}` },
    { id: "solution", label: "Solution", disabled: !solutionOpen },
  ] as const;
}
