"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { LineMark } from "./monaco-editor";
import { PlainCodeField } from "./plain-code-field";
import type { ProgramHost } from "./use-program";

const MonacoEditor = dynamic(() => import("./monaco-editor").then((module) => module.MonacoEditor), { ssr: false });

/** Touch screens and narrow windows get the plain field. */
const PLAIN_QUERY = "(pointer: coarse), (max-width: 719px)";

type CodeEditorProps = {
  label: string;
  text: string;
  /** Raised whenever the text was replaced by something other than typing in this editor. */
  revision: number;
  host: ProgramHost;
  mark: LineMark | null;
  onTextChange: (text: string) => void;
};

/** The learner's editor: Monaco where there is room and a keyboard, a plain field elsewhere. Both hold the same text. */
export function CodeEditor({ label, text, revision, host, mark, onTextChange }: CodeEditorProps) {
  const plain = useSyncExternalStore(watchPlainQuery, isPlain, () => null);
  const { program, load } = host;

  const latestText = useRef(text);

  useEffect(() => {
    latestText.current = text;
  }, [text]);

  useEffect(() => {
    if (plain === false) void load(latestText.current);
  }, [plain, load]);

  // What is typed reaches `text` later than the editor, so only a new revision may write into the editor.
  useEffect(() => {
    if (revision >= 0) program?.replaceText(latestText.current);
  }, [program, revision]);

  if (plain === true) return <PlainCodeField label={label} text={text} onTextChange={onTextChange} />;
  if (plain === null || program === null) return <WaitingCode text={text} />;
  return <MonacoEditor label={label} program={program} mark={mark} onTextChange={onTextChange} />;
}

/** The text as it will stand in the editor, so that nothing jumps while the editor loads. */
function WaitingCode({ text }: { text: string }) {
  return (
    <div className="h-full overflow-hidden bg-raised" aria-busy="true">
      <p role="status" className="visually-hidden">
        The editor is loading.
      </p>
      <pre aria-hidden="true" className="py-14 pl-[54px] font-mono text-[14px] text-ink-2 leading-[22px]">
        {text}
      </pre>
    </div>
  );
}

function watchPlainQuery(onChange: () => void): () => void {
  const media = matchMedia(PLAIN_QUERY);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

function isPlain(): boolean {
  return matchMedia(PLAIN_QUERY).matches;
}
