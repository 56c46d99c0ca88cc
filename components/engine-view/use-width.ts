import { useLayoutEffect, useState } from "react";

/** The inner width of an element in pixels, followed as it changes; `initial` until it is known. */
export function useWidth(element: HTMLElement | null, initial: number): number {
  const [width, setWidth] = useState(initial);
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
