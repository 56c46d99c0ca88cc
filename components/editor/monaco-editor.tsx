"use client";

import { Editor, loader } from "@monaco-editor/react";
import { useEffect, useRef, useSyncExternalStore } from "react";
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

// The bundled Monaco, from our own origin, in place of the wrapper's default of a network of others.
loader.config({ monaco });

/** Monaco on one program. Loaded lazily, in the browser only. */
export function MonacoEditor({ label, program, mark, onTextChange }: MonacoEditorProps) {
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const theme = useSyncExternalStore(watchEditorTheme, currentEditorTheme, () => "tidemark-light" as const);

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
      <Editor
        key={program.model.id}
        path={program.model.uri.toString()}
        keepCurrentModel
        saveViewState={false}
        theme={theme}
        loading={null}
        options={{ ...OPTIONS, ariaLabel: label }}
        onMount={(mounted) => {
          editor.current = mounted;
          letTabLeave(editor.current);
        }}
        onChange={(text) => onTextChange(text ?? "")}
      />
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
