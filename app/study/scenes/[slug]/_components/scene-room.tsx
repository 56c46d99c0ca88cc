"use client";

/** The instrument of one scene: the run up to the question, the answer, then every run of the scene to travel through. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type ComparedRun, CompareRunsView } from "@/components/engine-view/compare-runs-view";
import { RunPending } from "@/components/engine-view/run-pending";
import type { BreakOption } from "@/lib/shared/cluster-model/break-options";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";
import { type SceneRunState, useSceneRuns } from "@/components/engine-view/use-scene-runs";
import { RunChoice } from "./run-choice";
import { SceneQuestion } from "./scene-question";
import { SceneView, viewOf } from "./scene-view";
import { SceneWhy, type SceneWhyProps } from "./scene-why";
import { WhatWasBroken } from "./what-was-broken";

type SceneRoomProps = {
  meta: SceneMeta;
  program: string;
  drawnProgram: ReactNode;
  /** The explanation, shown once the question is answered. */
  why: ReactNode;
  next: SceneWhyProps["next"];
};

export function SceneRoom({ meta, program, drawnProgram, why, next }: SceneRoomProps) {
  const { question, variants } = meta;
  const { run, runOf } = useSceneRuns(meta, program);
  const [answered, setAnswered] = useState<string | null>(null);
  const [variant, setVariant] = useState(question.variant);
  /** What the learner broke in the run that is shown, in order. */
  const [broken, setBroken] = useState<readonly BreakOption[]>([]);

  const awaitedRef = useRef(false);
  const instrument = useRef<HTMLDivElement>(null);

  useEffect(() => run(question.variant), [run, question.variant]);

  const open = (id: string) => {
    setVariant(id);
    if (id === SIDE_BY_SIDE.id) {
      setBroken([]);
      for (const each of meta.compare ?? []) if (broken.length > 0 || runOf(each).kind === "missing") run(each);
      return;
    }
    if (broken.length > 0) setBroken([]);
    if (broken.length > 0 || runOf(id).kind === "missing") run(id);
  };
  const pair = variant === SIDE_BY_SIDE.id ? (meta.compare ?? []) : [];
  const compared = comparedRuns(pair.map((id) => ({ label: labelOf(meta, id), state: runOf(id) })));
  const state = runOf(pair.find((id) => runOf(id).kind !== "done") ?? variant);
  const answer = (option: string) => {
    awaitedRef.current = true;
    setAnswered(option);
  };
  const asked = <SceneQuestion {...{ question, answered, awaitedRef }} onAnswer={answer} />;
  return (
    <>
      <div ref={instrument} tabIndex={-1} className="mt-18 min-w-0 border-line border-y outline-none">
        {answered !== null && variants.length > 1 && (
          <RunChoice
            name="variant"
            legend="Which run is shown"
            options={meta.compare === undefined ? variants : [...variants, SIDE_BY_SIDE]}
            chosen={variant}
            onChoose={open}
          />
        )}
        {broken.length > 0 && (
          <WhatWasBroken
            key={broken.length}
            broken={broken}
            onUndo={() => {
              instrument.current?.focus({ preventScroll: true });
              setBroken([]);
              run(variant);
            }}
          />
        )}
        {compared !== null ? (
          <CompareRunsView key={variant} left={compared[0]} right={compared[1]} firstView={viewOf(meta)} />
        ) : state.kind === "done" ? (
          <SceneView
            key={`${variant} ${answered === null} ${broken.length}`}
            meta={meta}
            run={state.run}
            open={answered !== null}
            beside={asked}
            brokenAt={brokenAt(broken)}
            onBreak={(option) => {
              setBroken([...broken, option]);
              run(
                variant,
                [...broken, option].map(({ fault }) => fault),
              );
            }}
          />
        ) : (
          <RunPending sentence={state.kind === "broken" ? state.sentence : null} />
        )}
      </div>
      <div className="grid gap-x-64 gap-y-34 px-24 pt-34 max-sm:px-18 lg:grid-cols-[minmax(0,660px)_minmax(0,1fr)]">
        {answered !== null && <SceneWhy why={why} sources={meta.sources} next={next} />}
        <details className="min-w-0" open={answered !== null}>
          <summary className="pane-heading cursor-pointer py-4">The program that runs</summary>
          <div className="prose mt-8">{drawnProgram}</div>
        </details>
      </div>
    </>
  );
}

/** The choice that shows two variants at once. */
const SIDE_BY_SIDE = { id: "side-by-side", label: "two side by side" };

function labelOf({ variants }: SceneMeta, id: string): string {
  return variants.find((variant) => variant.id === id)?.label ?? id;
}

/** The two runs to compare, once both are there. */
function comparedRuns(
  sides: readonly { readonly label: string; readonly state: SceneRunState }[],
): readonly [ComparedRun, ComparedRun] | null {
  const [left, right] = sides.flatMap(({ label, state }) =>
    state.kind === "done" ? [{ label, trace: state.run.first.trace }] : [],
  );
  return left === undefined || right === undefined ? null : [left, right];
}

function brokenAt(broken: readonly BreakOption[]): number | null {
  const fault = broken.at(-1)?.fault;
  return fault !== undefined && "afterStep" in fault ? fault.afterStep : null;
}
