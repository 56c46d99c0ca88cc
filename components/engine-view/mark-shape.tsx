import type { KeyShape, RecordClass } from "@/lib/shared/trace-model/plane-model";
import { MARK_RADIUS } from "./plane-geometry";

/** The outline of a key's shape around the origin; all shapes look equally heavy. */
export function keyShapePath(shape: KeyShape, radius: number): string {
  if (shape === "circle") {
    return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  }
  if (shape === "square") {
    const r = radius * 0.9;
    return `M${-r} ${-r}H${r}V${r}H${-r}Z`;
  }
  if (shape === "cross") {
    const [r, w] = [radius * 1.05, radius * 0.4];
    return `M${-w} ${-r}H${w}V${-w}H${r}V${w}H${w}V${r}H${-w}V${w}H${-r}V${-w}H${-w}Z`;
  }
  const corners = shape === "diamond" ? 4 : shape === "pentagon" ? 5 : 6;
  const r = radius * (shape === "diamond" ? 1.22 : 1.1);
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners) * 2 * Math.PI - Math.PI / 2;
    return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

const TRIANGLE = `M0 ${-MARK_RADIUS - 1.5}L${MARK_RADIUS + 1.5} ${MARK_RADIUS}H${-MARK_RADIUS - 1.5}Z`;

/** The mark of one record around the origin: the key's shape in time, a triangle when late, hollow when too late. */
export function MarkShape({ recordClass, shape }: { recordClass: RecordClass; shape: KeyShape }) {
  if (recordClass === "on-time" || recordClass === "out-of-order") {
    return (
      <path
        d={keyShapePath(shape, MARK_RADIUS)}
        className="fill-ink stroke-paper"
        strokeWidth={2}
        paintOrder="stroke"
      />
    );
  }
  if (recordClass === "late-counted") {
    return <path d={TRIANGLE} className="fill-late stroke-paper" strokeWidth={2} paintOrder="stroke" />;
  }
  return (
    <>
      <path d={TRIANGLE} className="fill-paper stroke-paper" strokeWidth={5} />
      <path d={TRIANGLE} className="fill-paper stroke-late" strokeWidth={1.75} strokeLinejoin="round" />
      {recordClass === "dropped" ? (
        <path d="M-7 5.5L7 -5.5" className="fill-none stroke-late" strokeWidth={1.75} strokeLinecap="round" />
      ) : (
        <path
          d="M0 1H11M8 -2.2L11.4 1L8 4.2"
          className="fill-none stroke-late"
          strokeWidth={1.75}
          strokeLinejoin="round"
        />
      )}
    </>
  );
}

/** How each class is called, in labels and in the legend. */
export const CLASS_WORDS: Record<RecordClass, string> = {
  "on-time": "in time",
  "out-of-order": "out of order",
  "late-counted": "late, counted",
  dropped: "too late, dropped",
  "side-output": "too late, to the side output",
};
