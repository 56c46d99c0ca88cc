"use client";

import { useEffect, useRef } from "react";
import type { MonacoProgram } from "@/lib/client/monaco-program";
import { monaco } from "@/lib/client/monaco-setup";
import { currentEditorTheme, watchEditorTheme } from "@/lib/client/monaco-theme";
import { letTabLeave } from "./tab-focus";

/** A line that the last run complained about. */
export type LineMark = { readonly line: number; readonly message: string };

type MonacoEditorProps = {
  label: string;
  program: MonacoProgram;
  mark: LineMark | null;
  onTextChange: (text: string) => void;
};

const MARK_OWNER = "tidemark-run";

/** Monaco on one program. Loaded lazily, in the browser only. */
export function MonacoEditor({ label, program, mark, onTextChange }: MonacoEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef(onTextChange);

  useEffect(() => {
    latest.current = onTextChange;
  });

  useEffect(() => {
    if (place.current === null) return;
    const created = monaco.editor.create(place.current, {
      ...OPTIONS,
      ariaLabel: label,
      model: program.model,
      theme: currentEditorTheme(),
    });
    const changes = program.model.onDidChangeContent(() => latest.current(program.model.getValue()));
    const stopWatching = watchEditorTheme(() => monaco.editor.setTheme(currentEditorTheme()));
    letTabLeave(created);
    editor.current = created;
    return () => {
      editor.current = null;
      stopWatching();
      changes.dispose();
      created.dispose();
    };
  }, [label, program]);

  useEffect(() => {
    const markers = mark === null ? [] : [markerOf(program.model, mark)];
    monaco.editor.setModelMarkers(program.model, MARK_OWNER, markers);
    if (mark !== null) editor.current?.revealLineInCenterIfOutsideViewport(mark.line);
  }, [mark, program]);

  return (
    <div
      id="code-editor"
      tabIndex={-1}
      className="h-full min-h-0 w-full outline-none"
      onFocus={(event) => {
        if (event.target === event.currentTarget) editor.current?.focus();
      }}
    >
      <div ref={place} className="h-full w-full" />
    </div>
  );
}

/** A setting by its dotted name, because Monaco gives models their bracket colours only by that. */
const WITHOUT_BRACKET_COLOURS = { "bracketPairColorization.enabled": false };

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  ...WITHOUT_BRACKET_COLOURS,
  automaticLayout: true,
  fontFamily: '"JetBrains Mono Variable", "JetBrains Mono Fallback", ui-monospace, monospace',
  fontLigatures: true,
  fontSize: 14,
  lineHeight: 22,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 14, bottom: 14 },
  tabSize: 2,
  folding: false,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 14,
  renderLineHighlight: "none",
  renderFinalNewline: "on",
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  guides: { indentation: false, bracketPairs: false },
  unicodeHighlight: { ambiguousCharacters: false },
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  accessibilitySupport: "auto",
  suggest: { showStatusBar: false },
};

function markerOf(model: monaco.editor.ITextModel, mark: LineMark): monaco.editor.IMarkerData {
  const line = Math.min(Math.max(1, mark.line), model.getLineCount());
  return {
    severity: monaco.MarkerSeverity.Error,
    message: mark.message,
    startLineNumber: line,
    endLineNumber: line,
    startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
    endColumn: model.getLineMaxColumn(line),
  };
}
