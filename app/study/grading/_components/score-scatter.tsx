import type { MarkedScore } from "@/lib/shared/grader/grading-report-schema";
import { points } from "./kind-words";

const SIDE = 340;
const LEFT = 40;
/** Room above and at the right, so that the largest dot is not cut off. */
const TOP = 24;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
/** The radius of the dot of one answer; the area of a dot grows with the answers that lie under it. */
const DOT_RADIUS = 3;

const x = (score: number): number => LEFT + score * SIDE;
const y = (score: number): number => TOP + (1 - score) * SIDE;

/** Each answer by the readers' score across and the grader's up; on the slanting line both say the same. */
export function ScoreScatter({ answers }: { answers: readonly MarkedScore[] }) {
  const nearCount = answers.filter(({ readers, grader }) => Math.abs(readers - grader) <= 0.2).length;
  return (
    <svg
      role="img"
      aria-label={`Scores of ${answers.length} answers by the readers, across, and by the grader, up. ${nearCount} lie within 20 points of the line on which both say the same. The table below has every answer.`}
      viewBox={`0 0 ${LEFT + SIDE + TOP} ${TOP + SIDE + 44}`}
      className="mt-12 w-full max-w-[404px]"
    >
      <path
        d={`M${x(0)} ${y(0.2)}L${x(0.8)} ${y(1)}H${x(1)}V${y(0.8)}L${x(0.2)} ${y(0)}H${x(0)}Z`}
        className="fill-tide-wash"
      />
      <g className="stroke-line">
        {TICKS.map((tick) => (
          <path key={tick} d={`M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}`} />
        ))}
      </g>
      <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} className="stroke-tide" />
      <g className="fill-ink-2 text-xs">
        {TICKS.map((tick) => (
          <text key={tick} x={x(tick)} y={y(0) + 18} textAnchor="middle">
            {points(tick)}
          </text>
        ))}
        {TICKS.map((tick) => (
          <text key={tick} x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {points(tick)}
          </text>
        ))}
        <text x={x(0.5)} y={y(0) + 38} textAnchor="middle">
          readers
        </text>
        <text transform={`translate(12 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
          grader
        </text>
      </g>
      <g className="fill-ink stroke-paper" fillOpacity={0.62} strokeWidth={0.5}>
        {dotsOf(answers).map(({ readers, grader, count }) => (
          <circle
            key={`${readers}/${grader}`}
            cx={x(readers)}
            cy={y(grader)}
            r={(DOT_RADIUS * Math.sqrt(count)).toFixed(2)}
          />
        ))}
      </g>
    </svg>
  );
}

/** Answers with the same two scores lie under one dot. */
function dotsOf(answers: readonly MarkedScore[]) {
  const dots = new Map<string, { readers: number; grader: number; count: number }>();
  for (const { readers, grader } of answers) {
    const key = `${readers}/${grader}`;
    dots.set(key, { readers, grader, count: (dots.get(key)?.count ?? 0) + 1 });
  }
  return [...dots.values()].sort((a, b) => b.count - a.count);
}
