"use client";

import { type KeyboardEvent, useEffect, useOptimistic, useRef, useState, useTransition } from "react";
import { answered, type Outcome } from "./action-types";

interface OrderOptions<T> {
  readonly keyOf: (thing: T) => string;
  readonly titleOf: (thing: T) => string;
  /** Keeps that a thing now stands at an index, counted from 0. */
  readonly onMove: (thing: T, toIndex: number) => Promise<Outcome>;
}

/** Where the focus goes once the rows stand in their new order. */
interface Awaited {
  readonly key: string;
  readonly step: 1 | -1;
}

/**
 * An order that the learner makes by buttons or Alt with the arrow keys. What is moved stands in its new place at once;
 * the focus stays with it.
 */
export function useOrder<T>(things: readonly T[], { keyOf, titleOf, onMove }: OrderOptions<T>) {
  const [shown, show] = useOptimistic(things);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  const [, startTransition] = useTransition();
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const awaited = useRef<Awaited | null>(null);

  useEffect(() => {
    if (awaited.current === null) return;
    const { key, step } = awaited.current;
    buttons.current.get(`${key} ${step}`)?.focus();
    awaited.current = null;
  }, [shown]);

  function move(thing: T, step: 1 | -1) {
    const from = shown.indexOf(thing);
    const to = from + step;
    if (to < 0 || to >= shown.length) return;
    startTransition(async () => {
      awaited.current = { key: keyOf(thing), step };
      const order = shown.filter((each) => each !== thing);
      show([...order.slice(0, to), thing, ...order.slice(to)]);
      setSaid({ text: `${titleOf(thing)} is now number ${to + 1} of ${shown.length}.`, failed: false });
      const result = await answered(onMove(thing, to));
      if (!result.ok) setSaid({ text: result.message, failed: true });
    });
  }

  /** What one of the two buttons of a row needs. */
  function button(thing: T, step: 1 | -1) {
    const index = shown.indexOf(thing);
    const stuck = step === -1 ? index === 0 : index === shown.length - 1;
    const name = `${keyOf(thing)} ${step}`;
    return {
      ref: (element: HTMLButtonElement | null) => {
        if (element === null) buttons.current.delete(name);
        else buttons.current.set(name, element);
      },
      "aria-disabled": stuck,
      onClick: () => move(thing, step),
    };
  }

  function onRowKey(thing: T, event: KeyboardEvent) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(thing, event.key === "ArrowUp" ? -1 : 1);
  }

  return { shown, said, setSaid, button, onRowKey };
}
