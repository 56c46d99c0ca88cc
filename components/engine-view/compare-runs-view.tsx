"use client";

/** Two runs side by side under one cursor, such as the same failure under two guarantees: the same view of both. */
import type { TraceLog } from "@tidemark/engine/trace";
import { useId, useMemo, useState } from "react";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { compareRuns } from "@/lib/shared/cluster-model/compare-runs";
import { explainStep } from "@/lib/shared/trace-model/explain-step";
import { onRunKey, RunControls } from "./run-controls";
import { RunPanel } from "./run-panel";
import { RUN_VIEWS, type RunViewId } from "./run-views";
import { useRunPlayer } from "./use-run-player";

export type ComparedRun = { readonly label: string; readonly trace: TraceLog };

type Props = {
  left: ComparedRun;
  right: ComparedRun;
  firstView?: RunViewId;
};

export function CompareRunsView({ left, right, firstView = "outside" }: Props) {
  const { ticks, parting } = useMemo(() => compareRuns(left.trace, right.trace), [left.trace, right.trace]);
  const places = useMemo(() => ticks.map((_, at) => at), [ticks]);
  const [at, setAt] = useState(parting ?? 0);
  const [view, setView] = useState<RunViewId>(firstView);
  const partings = useMemo(() => (parting === null ? [] : [parting]), [parting]);
  const player = useRunPlayer(places, partings, at, setAt);
  const prefix = `compare${useId().replaceAll(":", "")}`;
  const tick = ticks[player.position];
  if (tick === undefined) return null;
  const sides = [
    { ...left, step: tick.left, side: "left" as const },
    { ...right, step: tick.right, side: "right" as const },
  ];
  const sentence = sides.map(({ label, trace, step }) => `${label}: ${explainStep(trace, step)}`).join(" ");
  const moveTo = (side: "left" | "right") => (step: number) => {
    const found = ticks.findIndex((each) => each[side] >= step);
    player.go(found < 0 ? ticks.length - 1 : found);
  };
  return (
    <section
      aria-label="Two runs side by side"
      className="grid min-w-0 gap-12 px-18 py-8"
      onKeyDown={(event) => onRunKey(event, player, ticks.length - 1)}
    >
      <div className="overflow-x-auto border-b border-line">
        <Tabs label="Views of the runs" prefix={prefix} tabs={RUN_VIEWS} chosen={view} onChoose={setView} />
      </div>
      <RunControls player={player} steps={places} sentence={sentence} hasFirings={false} unit="moment" />
      <p className="text-sm text-ink-2">
        {parting === null ? (
          "The two runs are the same."
        ) : (
          <>
            {parting === 0
              ? "The two runs differ from the start. "
              : `Before moment ${parting} the two runs are the same. `}
            <button
              type="button"
              className="min-h-[24px] underline decoration-tide decoration-2 underline-offset-4 hover:text-ink"
              onClick={() => player.go(parting)}
            >
              Go to where they part
            </button>
          </>
        )}
      </p>
      {RUN_VIEWS.map(({ id }) => (
        <TabPanel key={id} prefix={prefix} id={id} chosen={view}>
          {id === view ? (
            <div className="grid min-w-0 gap-x-34 gap-y-34 lg:grid-cols-2">
              {sides.map(({ label, trace, step, side }) => (
                <div key={side} className="min-w-0">
                  <h3 className="text-base font-semibold">{`${label}, at step ${step}`}</h3>
                  <p className="mt-4 mb-12 max-w-[42rem] font-serif text-base">{explainStep(trace, step)}</p>
                  <RunPanel view={id} trace={trace} cursorStep={step} onCursorStep={moveTo(side)} compact />
                </div>
              ))}
            </div>
          ) : null}
        </TabPanel>
      ))}
    </section>
  );
}
