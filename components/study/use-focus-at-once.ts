"use client";

import { type RefObject, useEffect } from "react";

/** Puts the focus where the answer goes when the page opens, unless the learner is on a touch screen or already elsewhere. */
export function useFocusAtOnce(target: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const free =
      document.activeElement === null ||
      document.activeElement === document.body ||
      document.activeElement.id === "main";
    if (free && matchMedia("(pointer: fine)").matches) target.current?.focus({ preventScroll: true });
  }, [target]);
}
