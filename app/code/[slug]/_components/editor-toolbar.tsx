"use client";

import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { SaveState } from "./use-draft";

type EditorToolbarProps = {
  busy: boolean;
  modKey: string;
  onRun: () => void;
  onSubmit: () => void;
};

/** Run and Submit with their keys. */
export function EditorToolbar({ busy, modKey, onRun, onSubmit }: EditorToolbarProps) {
  return (
    <div className="flex shrink-0 items-center gap-8 py-4 max-[719px]:w-full max-[719px]:[&>button]:min-h-[44px] max-[719px]:[&>button]:flex-1">
      <Button
        onClick={onRun}
        aria-disabled={busy}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={`Run the visible cases (${modKey} Enter)`}
      >
        Run <Key text={`${modKey} ↵`} />
      </Button>
      <Button
        weight="primary"
        onClick={onSubmit}
        aria-disabled={busy}
        aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter"
        title={`Submit: the hidden cases too (${modKey} Shift Enter)`}
      >
        Submit <span className="font-mono font-normal text-xs opacity-90 max-[1100px]:hidden">{modKey} ⇧ ↵</span>
      </Button>
    </div>
  );
}

function Key({ text }: { text: string }) {
  return (
    <span className="max-[1100px]:hidden">
      <Kbd>{text}</Kbd>
    </span>
  );
}

const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  saved: "Saved",
  unsaved: "Kept in this browser",
  saving: "Saving",
  "kept-here": "Kept in this browser; the server cannot be reached",
  "not-kept": "Not saved: this browser keeps nothing and the server cannot be reached",
};

type EditorFooterProps = {
  saveState: SaveState;
  /** Said after the learner asked to save, until something is typed; empty otherwise. */
  notice: string;
  modKey: string;
  onSave: () => void;
  onReset: () => void;
};

/** What stands under the editor: whether the text is safe, how to leave, Save and Reset. */
export function EditorFooter({ saveState, notice, modKey, onSave, onReset }: EditorFooterProps) {
  return (
    <div className="flex min-h-[34px] flex-wrap items-center justify-between gap-x-18 border-line border-t bg-raised px-18 text-ink-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-12">
        <span role="status" className="empty:-mr-12">
          {notice}
        </span>
        {notice === "" && <span>{SAVE_WORDS[saveState]}</span>}
        <span className="max-[719px]:hidden">Esc then Tab leaves the editor</span>
      </p>
      <p className="flex items-center gap-4">
        <button type="button" className={QUIET} onClick={onSave} aria-keyshortcuts="Control+S Meta+S">
          Save <span className="ml-4 font-mono text-xs max-[719px]:hidden">{modKey} S</span>
        </button>
        <button type="button" className={QUIET} onClick={onReset}>
          Reset
        </button>
      </p>
    </div>
  );
}

const QUIET = "min-h-[28px] rounded-sm px-8 hover:text-ink";
