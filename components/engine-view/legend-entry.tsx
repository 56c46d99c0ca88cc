import type { ReactNode } from "react";

const HEIGHT = 16;

/** One mark of a drawing and what it means. The drawing has its middle at 0, 0; `width` in pixels. */
export function LegendEntry(props: { drawing: ReactNode; width?: number; children: ReactNode }) {
  const { drawing, width = HEIGHT, children } = props;
  return (
    <li className="flex items-center gap-6 whitespace-nowrap">
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`${-width / 2} ${-HEIGHT / 2} ${width} ${HEIGHT}`}
        aria-hidden="true"
        className="shrink-0"
      >
        {drawing}
      </svg>
      {children}
    </li>
  );
}
