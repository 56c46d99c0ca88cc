"use client";

import { useEffect, useState } from "react";
import { announcementAt, clockState, formatMinutes } from "@/lib/shared/interview/clock";

const TONE = { calm: "text-ink-2", "last-minute": "text-late-text", over: "text-fail-text" } as const;

/** The soft clock of a question: counts down to the suggested end, can be hidden or extended, and never blocks. */
export function QuestionClock(props: {
  askedAt: string;
  softAt: string | null;
  totalSeconds: number | null;
  onExtend: () => void;
}) {
  const [now, setNow] = useState<number | null>(null);
  const [hidden, setHidden] = useState(false);

  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  if (now === null) return <p className="text-ink-2">&nbsp;</p>;
  const state = clockState(now, Date.parse(props.askedAt), props.softAt === null ? null : Date.parse(props.softAt));
  const spoken =
    state.leftSeconds === null || props.totalSeconds === null
      ? null
      : announcementAt(state.leftSeconds, props.totalSeconds);
  return (
    <div className="flex flex-wrap items-center gap-x-12 gap-y-4">
      {hidden ? null : <p className={TONE[state.tone]}>{clockText(state.leftSeconds, state.usedSeconds)}</p>}
      <button type="button" className="min-h-[24px] text-ink-2 text-sm underline" onClick={() => setHidden(!hidden)}>
        {hidden ? "Show the clock" : "Hide the clock"}
      </button>
      {state.leftSeconds === null ? null : (
        <button type="button" className="min-h-[24px] text-ink-2 text-sm underline" onClick={props.onExtend}>
          Five minutes more
        </button>
      )}
      <span role="status" className="visually-hidden">
        {spoken}
      </span>
    </div>
  );
}

function clockText(leftSeconds: number | null, usedSeconds: number): string {
  if (leftSeconds === null) return `${formatMinutes(usedSeconds)} so far, no limit`;
  if (leftSeconds > 0) return `${formatMinutes(leftSeconds)} left, soft limit`;
  return `${formatMinutes(leftSeconds)} over the suggested time; go on if you like`;
}
