"use client";

import { monaco } from "@/lib/client/monaco-setup";

/**
 * Keeps the editor from being a keyboard trap. Esc lets the next Tab leave. Tab also passes through when
 * the focus came by keyboard, until something is typed; after a click or typing it indents.
 */
export function letTabLeave(editor: monaco.editor.IStandaloneCodeEditor): void {
  const place = editor.getContainerDomNode();
  let cameByPointer = false;
  const setTabLeaves = (tabLeaves: boolean): void => editor.updateOptions({ tabFocusMode: tabLeaves });

  const onPointerDown = (): void => {
    cameByPointer = true;
    setTabLeaves(false);
  };
  place.addEventListener("pointerdown", onPointerDown);

  editor.onDidFocusEditorText(() => {
    setTabLeaves(!cameByPointer);
    cameByPointer = false;
  });
  editor.onKeyDown((event) => {
    if (event.keyCode === monaco.KeyCode.Escape) setTabLeaves(true);
  });
  editor.onDidChangeModelContent(() => {
    if (editor.hasTextFocus()) setTabLeaves(false);
  });
  editor.onDidDispose(() => place.removeEventListener("pointerdown", onPointerDown));
}
