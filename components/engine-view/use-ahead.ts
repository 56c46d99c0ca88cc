import { type RefObject, useLayoutEffect, useRef } from "react";
import { lastAtMost } from "@/lib/shared/trace-model/trace-index";

type Parts = { readonly steps: number[]; readonly elements: SVGElement[]; reached: number };

const DIMMED = "0.35";

/**
 * Dims the parts of a drawing (`data-step`) that lie ahead of the cursor. A move touches only what lies between the
 * old place and the new one, so that long runs scrub smoothly. `layout` names the drawing; a new one starts afresh.
 */
export function useAhead(root: RefObject<SVGGElement | null>, cursorStep: number, layout: unknown): void {
  const parts = useRef<{ layout: unknown; parts: Parts } | null>(null);
  useLayoutEffect(() => {
    if (root.current === null) return;
    let known = parts.current;
    if (known === null || known.layout !== layout) {
      known = { layout, parts: collect(root.current) };
      parts.current = known;
    }
    const { steps, elements, reached } = known.parts;
    const now = lastAtMost(steps, cursorStep) + 1;
    for (let i = reached; i < now; i++) elements[i]?.removeAttribute("opacity");
    for (let i = now; i < reached; i++) elements[i]?.setAttribute("opacity", DIMMED);
    known.parts.reached = now;
  }, [root, cursorStep, layout]);
}

function collect(root: SVGGElement): Parts {
  const elements = [...root.querySelectorAll<SVGElement>("[data-step]")];
  elements.sort((a, b) => Number(a.dataset.step) - Number(b.dataset.step));
  for (const element of elements) element.removeAttribute("opacity");
  return { steps: elements.map((element) => Number(element.dataset.step)), elements, reached: elements.length };
}
