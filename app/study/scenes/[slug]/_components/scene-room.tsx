"use client";

/** The instrument of one scene: the run up to the question, the answer, then every run of the scene to travel through. */
import type { TraceLog } from "@tidemark/engine/trace";
import Link from "next/link";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { RUN_VIEWS, RunView } from "@/components/engine-view/run-view";
import { ButtonLink } from "@/components/ui/button";
import { findSceneEvent, traceBefore } from "@/lib/shared/scenes/scene-run";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";
import { SceneQuestion } from "./scene-question";
import { type SceneRun, useSceneRuns } from "./use-scene-runs";

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

  useEffect(() => run(question.variant), [run, question.variant]);

  const open = (id: string) => {
    setVariant(id);
    if (runOf(id).kind === "missing") run(id);
  };
  const state = runOf(variant);
  const asked = <SceneQuestion question={question} answered={answered} onAnswer={setAnswered} />;
  return (
    <>
      <div className="mt-18 min-w-0 border-line border-y">
        {answered !== null && variants.length > 1 && (
          <VariantSwitch variants={variants} shown={variant} onShow={open} />
        )}
        {state.kind === "done" ? (
          <SceneView
            key={`${variant} ${answered === null}`}
            meta={meta}
            run={state.run}
            open={answered !== null}
            beside={asked}
          />
        ) : (
          <p role="status" className="min-h-[420px] px-24 py-34 text-ink-2 max-sm:px-18">
            {state.kind === "broken"
              ? `The run did not come about: ${state.sentence} Load the page again to try once more.`
              : "Running the job in this page."}
          </p>
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

/** The run with its cursor; before the answer it ends where the question is. */
function SceneView(props: { meta: SceneMeta; run: SceneRun; open: boolean; beside: ReactNode }) {
  const { meta, run, open, beside } = props;
  const { question } = meta;
  const decisive = useMemo(() => findSceneEvent(run.trace, question.before), [run.trace, question.before]);
  const trace: TraceLog = useMemo(
    () => (open || decisive === null ? run.trace : traceBefore(run.trace, decisive.step)),
    [open, decisive, run.trace],
  );
  const shown = open ? (findSceneEvent(run.trace, question.shownAt ?? question.before) ?? decisive) : null;
  const [cursorStep, setCursorStep] = useState(shown?.step ?? trace.events.at(-1)?.step ?? 0);
  const operator = trace.operators.findIndex(({ name }) => name === meta.operator);
  return (
    <RunView
      trace={trace}
      wholeTrace={run.trace}
      beside={beside}
      cursorStep={cursorStep}
      onCursorStep={setCursorStep}
      operator={operator === -1 ? undefined : operator}
      firstView={RUN_VIEWS.find(({ id }) => id === meta.view)?.id}
    />
  );
}

function VariantSwitch(props: { variants: SceneMeta["variants"]; shown: string; onShow: (id: string) => void }) {
  const { variants, shown, onShow } = props;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-18 gap-y-4 border-line border-b px-24 py-8 max-sm:px-18">
      <legend className="visually-hidden">Which run is shown</legend>
      {variants.map(({ id, label }) => (
        <label key={id} className="flex min-h-[32px] cursor-pointer items-center gap-8">
          <input
            type="radio"
            name="variant"
            className="accent-tide"
            checked={id === shown}
            onChange={() => onShow(id)}
          />
          <span className={id === shown ? "font-semibold" : "text-ink-2"}>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Sources({ sources }: { sources: SceneMeta["sources"] }) {
  return (
    <ul className="mt-18 text-sm">
      {sources.map(({ title, url }) => (
        <li key={url}>
          <Link href={url}>{title}</Link>
        </li>
      ))}
    </ul>
  );
}
