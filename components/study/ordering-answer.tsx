"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { AnswerBar } from "./answer-bar";
import { InlineText } from "./inline-text";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface OrderingAnswerProps extends AnswerProps {
  /** Shuffled. */
  steps: readonly { id: string; text: string }[];
  questionId: string;
}

/** Steps to put in order: dragged by the handle, moved by the arrow keys on the handle, or by the two buttons. */
export function OrderingAnswer(props: OrderingAnswerProps) {
  const { steps, questionId } = props;
  const { response, keep, send, error, pending } = useAnswer(props, { order: steps.map((step) => step.id) });
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const firstHandle = useRef<HTMLButtonElement | null>(null);
  const focusAfterMove = useRef<string | null>(null);
  useFocusAtOnce(firstHandle);
  const textOf = new Map(steps.map((step) => [step.id, step.text]));
  const order = response.order;

  // React moves the row in the document, which takes the focus from it; the key that moved it goes on working here.
  useEffect(() => {
    const id = focusAfterMove.current;
    focusAfterMove.current = null;
    if (id !== null) list.current?.querySelector<HTMLElement>(`[data-step="${id}"] [data-handle]`)?.focus();
  });

  function move(id: string, to: number) {
    const from = order.indexOf(id);
    const target = Math.max(0, Math.min(order.length - 1, to));
    if (from === target) return;
    const next = order.filter((other) => other !== id);
    next.splice(target, 0, id);
    keep({ order: next });
    setSaid(`Now step ${target + 1} of ${order.length}.`);
  }

  function onHandleKey(event: KeyboardEvent, id: string) {
    const index = order.indexOf(id);
    const targets: Record<string, number> = {
      ArrowUp: index - 1,
      ArrowDown: index + 1,
      Home: 0,
      End: order.length - 1,
    };
    const target = targets[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.closest("form")?.requestSubmit();
    } else if (target !== undefined) {
      event.preventDefault();
      focusAfterMove.current = id;
      move(id, target);
    }
  }

  function onDrag(event: PointerEvent) {
    if (dragged === null) return;
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-step]");
    const over = row?.dataset.step;
    if (over !== undefined && over !== dragged) move(dragged, order.indexOf(over));
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="text-ink-2 text-sm">First step on top. Drag a step by its handle, or move it by its arrows.</p>
      <ol
        ref={list}
        aria-labelledby={questionId}
        onPointerMove={onDrag}
        onPointerUp={() => setDragged(null)}
        onPointerCancel={() => setDragged(null)}
        className="mt-8 border-line border-t"
      >
        {order.map((id, index) => (
          <li
            key={id}
            data-step={id}
            className={`flex items-start gap-12 border-line border-b py-8 ${dragged === id ? "bg-tide-wash" : ""}`}
          >
            <button
              type="button"
              data-handle
              ref={index === 0 ? firstHandle : undefined}
              aria-label={`Step ${index + 1}: ${textOf.get(id)} Arrow keys move it.`}
              onKeyDown={(event) => onHandleKey(event, id)}
              onPointerDown={(event) => {
                // The list captures, because the row itself is moved in the document while it is dragged.
                list.current?.setPointerCapture(event.pointerId);
                setDragged(id);
              }}
              className="flex min-h-[32px] shrink-0 cursor-grab touch-none items-center gap-8 rounded-sm px-4 text-ink-2 hover:text-ink"
            >
              <Grip />
              <span className="w-[2ch] text-right font-mono text-sm">{index + 1}</span>
            </button>
            <span className="flex-1 py-[3px] font-serif text-prose leading-[1.45]">
              <InlineText text={textOf.get(id) ?? ""} />
            </span>
            <MoveButton
              label={`Move step ${index + 1} up`}
              disabled={index === 0}
              onClick={() => move(id, index - 1)}
              up
            />
            <MoveButton
              label={`Move step ${index + 1} down`}
              disabled={index === order.length - 1}
              onClick={() => move(id, index + 1)}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <AnswerBar pending={pending} error={error} keyName="↑ ↓" hint="move, Enter answers" />
    </form>
  );
}

function Grip() {
  return (
    <svg aria-hidden width="10" height="16" viewBox="0 0 10 16" fill="currentColor">
      {[3, 8, 13].flatMap((y) => [2, 8].map((x) => <circle key={`${x}-${y}`} cx={x} cy={y} r="1.4" />))}
    </svg>
  );
}

function MoveButton({
  label,
  up = false,
  ...rest
}: {
  label: string;
  up?: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      className="grid size-[32px] shrink-0 place-items-center rounded-sm text-ink-2 hover:bg-sunk hover:text-ink disabled:opacity-30 pointer-coarse:size-[40px]"
      {...rest}
    >
      <svg aria-hidden width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5">
        <path d={up ? "M2 8l4-4 4 4" : "M2 4l4 4 4-4"} />
      </svg>
    </button>
  );
}
