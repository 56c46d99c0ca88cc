"use client";

/** The instrument of one scene: the run up to the question, the answer, then every run of the scene to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import Link from "next/link";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { BreakActions } from "@/components/engine-view/break-actions";
import { type ComparedRun, CompareRunsView } from "@/components/engine-view/compare-runs-view";
import { RunPending } from "@/components/engine-view/run-pending";
import { RunView } from "@/components/engine-view/run-view";
import { RUN_VIEWS, type RunViewId } from "@/components/engine-view/run-views";
import { ButtonLink } from "@/components/ui/button";
import type { BreakOption } from "@/lib/shared/cluster-model/break-options";
import { findSceneEvent, traceBefore } from "@/lib/shared/scenes/scene-run";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";
import { SceneQuestion } from "./scene-question";
import { type SceneRun, type SceneRunState, useSceneRuns } from "@/components/engine-view/use-scene-runs";

type SceneRoomProps = {
  meta: SceneMeta;
  program: string;
  drawnProgram: ReactNode;
  /** The explanation, shown once the question is answered. */
  why: ReactNode;
  next: { readonly href: string; readonly title: string } | null;
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
          <Choice
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
        {answered !== null && (
          <section aria-labelledby="scene-why">
            <h2 id="scene-why" className="font-medium font-serif text-lg tracking-[-0.012em]">
              Why
            </h2>
            <div className="prose mt-8">{why}</div>
            <Sources sources={meta.sources} />
            <p className="mt-24">
              {next === null ? (
                <ButtonLink href="/study/scenes" prefetch={false}>
                  All scenes
                </ButtonLink>
              ) : (
                <ButtonLink weight="primary" href={next.href} prefetch={false}>
                  {`Next: ${next.title}`}
                </ButtonLink>
              )}
            </p>
          </section>
        )}
        <details className="min-w-0" open={answered !== null}>
          <summary className="pane-heading cursor-pointer py-4">The program that runs</summary>
          <div className="prose mt-8">{drawnProgram}</div>
        </details>
      </div>
    </>
  );
}

/** What the learner broke, which takes the focus from the button that is gone, and the way back. */
function WhatWasBroken({ broken, onUndo }: { broken: readonly BreakOption[]; onUndo: () => void }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus({ preventScroll: true }), []);
  return (
    <div
      ref={line}
      tabIndex={-1}
      className="flex flex-wrap items-baseline gap-x-18 border-line border-b px-24 py-8 outline-none max-sm:px-18"
    >
      <p role="status">{broken.map(({ done }) => done).join(" ")}</p>
      <button
        type="button"
        className="min-h-[24px] font-semibold underline decoration-2 decoration-tide underline-offset-4"
        onClick={onUndo}
      >
        Back to the run as it was
      </button>
    </div>
  );
}

/** The choice that shows two variants at once. */
const SIDE_BY_SIDE = { id: "side-by-side", label: "two side by side" };

function labelOf({ variants }: SceneMeta, id: string): string {
  return variants.find((variant) => variant.id === id)?.label ?? id;
}

function viewOf({ view }: SceneMeta): RunViewId | undefined {
  return RUN_VIEWS.find(({ id }) => id === view)?.id;
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

/**
 * The run with its cursor. Before the answer it ends where the question is; where the scene goes on from a savepoint,
 * that is the end of the first run.
 */
function SceneView(props: {
  meta: SceneMeta;
  run: SceneRun;
  open: boolean;
  beside: ReactNode;
  /** The step at which the learner broke something last; null where nothing is broken. */
  brokenAt: number | null;
  onBreak: (option: BreakOption) => void;
}) {
  const { run, open } = props;
  const [part, setPart] = useState<"first" | "restored">(open && run.restored !== null ? "restored" : "first");
  const shown = part === "restored" && run.restored !== null ? run.restored : run.first;
  const holdsTheAnswer = shown === (run.restored ?? run.first);
  return (
    <>
      {open && run.restored !== null && (
        <Choice
          name="part"
          legend="Which of the two runs is shown"
          options={[
            { id: "first", label: "up to the savepoint" },
            { id: "restored", label: "restored from it" },
          ]}
          chosen={part}
          onChoose={(id) => setPart(id === "first" ? "first" : "restored")}
        />
      )}
      <ShownRun key={part} {...props} trace={shown.trace} holdsTheAnswer={holdsTheAnswer} />
    </>
  );
}

type ShownRunProps = {
  meta: SceneMeta;
  open: boolean;
  beside: ReactNode;
  /** The step at which the learner broke something last; null where nothing is broken. */
  brokenAt: number | null;
  onBreak: (option: BreakOption) => void;
  trace: TraceLog;
  holdsTheAnswer: boolean;
};

function ShownRun({ meta, open, beside, brokenAt, onBreak, trace: whole, holdsTheAnswer }: ShownRunProps) {
  const { question } = meta;
  const mayBreak = open && meta.restore === undefined;
  const decisive = useMemo(
    () => (holdsTheAnswer ? findSceneEvent(whole, question.before) : null),
    [whole, holdsTheAnswer, question.before],
  );
  const trace = useMemo(
    () => (open || decisive === null ? whole : traceBefore(whole, decisive)),
    [open, decisive, whole],
  );
  const shown =
    open && holdsTheAnswer ? (findSceneEvent(whole, question.shownAt ?? question.before) ?? decisive) : null;
  const [cursorStep, setCursorStep] = useState(brokenAt ?? shown?.step ?? trace.events.at(-1)?.step ?? 0);
  const operator = trace.operators.findIndex(({ name }) => name === meta.operator);
  return (
    <RunView
      trace={trace}
      wholeTrace={whole}
      actions={mayBreak ? (step) => <BreakActions trace={whole} step={step} onBreak={onBreak} /> : undefined}
      beside={beside}
      cursorStep={cursorStep}
      onCursorStep={setCursorStep}
      operator={operator === -1 ? undefined : operator}
      firstView={viewOf(meta)}
    />
  );
}

function brokenAt(broken: readonly BreakOption[]): number | null {
  const fault = broken.at(-1)?.fault;
  return fault !== undefined && "afterStep" in fault ? fault.afterStep : null;
}

type ChoiceProps = {
  name: string;
  legend: string;
  options: readonly { readonly id: string; readonly label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
};

/** One of a few runs, in a line above the instrument. */
function Choice({ name, legend, options, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-18 gap-y-4 border-line border-b px-24 py-8 max-sm:px-18">
      <legend className="visually-hidden">{legend}</legend>
      {options.map(({ id, label }) => (
        <label key={id} className="flex min-h-[32px] cursor-pointer items-center gap-8">
          <input
            type="radio"
            name={name}
            className="accent-tide"
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span className={id === chosen ? "font-semibold" : "text-ink-2"}>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Sources({ sources }: { sources: SceneMeta["sources"] }) {
  return (
    <ul className="mt-18 text-sm">
      {sources.map(({ title, url }) => (
        <li key={url} className="py-3">
          <Link href={url}>{title}</Link>
        </li>
      ))}
    </ul>
  );
}
