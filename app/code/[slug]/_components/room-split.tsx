"use client";

import { type CSSProperties, type ReactNode, useRef } from "react";
import { Splitter } from "./splitter";
import { useStoredNumber } from "./use-stored-number";

/** Share of the width that the task takes, and share of the window's height above the verdict, in percent. */
const TASK_WIDTH = { initial: 27, min: 15, max: 60 };
const TOP_HEIGHT = { initial: 46, min: 20, max: 85 };

type RoomSplitProps = {
  left: ReactNode;
  right: ReactNode;
  leftClass: string;
  rightClass: string;
  hiddenOnNarrow: boolean;
};

/** Task and editor side by side; both borders can be moved and are remembered. On narrow screens one pane fills it. */
export function RoomSplit({ left, right, leftClass, rightClass, hiddenOnNarrow }: RoomSplitProps) {
  const [width, setWidth] = useStoredNumber("task-width", TASK_WIDTH.initial);
  const [height, setHeight] = useStoredNumber("top-height", TOP_HEIGHT.initial);
  const place = useRef<HTMLDivElement>(null);
  const sizes = { "--task-width": `${width}%`, "--top-height": `${height}dvh` } as CSSProperties;

  return (
    <>
      <div
        ref={place}
        style={sizes}
        className={`flex min-[720px]:h-[var(--top-height)] min-[720px]:min-h-[260px] ${hiddenOnNarrow ? "max-[719px]:hidden" : ""}`}
      >
        <div
          id="task-pane"
          className={`min-w-0 min-[720px]:w-[var(--task-width)] min-[720px]:shrink-0 max-[719px]:w-full ${leftClass}`}
        >
          {left}
        </div>
        <Splitter
          label="Width of the task"
          orientation="vertical"
          controls="task-pane"
          value={width}
          {...TASK_WIDTH}
          pixelsPerUnit={() => (place.current?.clientWidth ?? 1_000) / 100}
          onChange={setWidth}
        />
        <div
          id="editor-pane"
          className={`min-w-0 flex-1 max-[719px]:h-[calc(100dvh-var(--header-height)-50px)] ${rightClass}`}
        >
          {right}
        </div>
      </div>
      <Splitter
        label="Height of the editor"
        orientation="horizontal"
        controls="editor-pane"
        value={height}
        {...TOP_HEIGHT}
        pixelsPerUnit={() => window.innerHeight / 100}
        onChange={setHeight}
      />
    </>
  );
}
