"use client";

import { decodeTrace, type TraceLog } from "@tidemark/engine/trace";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { firstFailing } from "@/components/verdict/verdict-status";
import type { EngineSession } from "@/lib/client/engine-session";
import type { BreakOption } from "@/lib/shared/cluster-model/break-options";
import type { CompiledProgram } from "@/lib/shared/exercises/judge";
import type { CaseVerdict, RunVerdict } from "@/lib/shared/exercises/verdict";
import type { RoomExercise } from "./room-exercise";

/** A run of the same case and seed in which the learner broke something, one thing after the other. */
export type Rerun = { readonly broken: readonly BreakOption[]; readonly verdict: CaseVerdict };

export type ShownRun = {
  readonly openCase: (caseId: string) => void;
  /** The case whose rows and run are shown. */
  readonly shownCase: CaseVerdict | null;
  readonly trace: TraceLog | null;
  /** True while `trace` is still that of the run shown before. */
  readonly drawing: boolean;
  readonly rerun: Rerun | null;
  readonly rerunning: boolean;
  /** Why the last attempt to run again gave nothing. */
  readonly rerunFault: string | null;
  readonly cursorStep: number;
  readonly setCursorStep: (step: number) => void;
  readonly goToStep: (caseId: string, step: number) => void;
  /** Runs again with one more thing broken. */
  readonly breakRun: (option: BreakOption) => void;
  readonly dropRerun: () => void;
};

type Facts = {
  exercise: RoomExercise;
  verdict: RunVerdict | null;
  program: CompiledProgram | null;
  session: () => EngineSession;
};

/** Which run is drawn and where its cursor stands; a new verdict begins at its first failing case. */
export function useShownRun({ exercise, verdict, program, session }: Facts): ShownRun {
  const [seenVerdict, setSeenVerdict] = useState(verdict);
  const [shownCaseId, setShownCaseId] = useState<string | null>(null);
  const [rerun, setRerun] = useState<Rerun | null>(null);
  const [rerunning, setRerunning] = useState(false);
  const [rerunFault, setRerunFault] = useState<string | null>(null);
  const [cursorStep, setCursorStep] = useState(0);

  const shownCase = verdict?.cases.find((each) => each.caseId === shownCaseId) ?? null;
  const latestColumns = (rerun?.verdict ?? shownCase)?.run.trace ?? null;
  // The verdict is shown at once; the drawing of its run, which takes longer, follows.
  const columns = useDeferredValue(latestColumns);
  const drawing = columns !== latestColumns;
  const trace = useMemo(() => (columns === null ? null : decodeTrace(columns)), [columns]);

  function show(shown: CaseVerdict, step: number | null): void {
    setShownCaseId(shown.caseId);
    setRerun(null);
    setCursorStep(step ?? shown.step ?? shown.run.metrics.steps);
  }

  if (verdict !== seenVerdict) {
    setSeenVerdict(verdict);
    const first = verdict === null ? undefined : (firstFailing(verdict) ?? verdict.cases[0]);
    if (first !== undefined) show(first, null);
  }

  const caseById = (caseId: string): CaseVerdict | undefined => verdict?.cases.find((each) => each.caseId === caseId);

  function openCase(caseId: string): void {
    const opened = caseById(caseId);
    if (opened !== undefined) show(opened, null);
  }

  function goToStep(caseId: string, step: number): void {
    const target = caseById(caseId);
    if (target !== undefined) show(target, step);
  }

  async function breakRun(option: BreakOption): Promise<void> {
    const exerciseCase = exercise.cases.find((each) => each.id === shownCaseId);
    if (exerciseCase === undefined || program === null || trace === null || drawing || rerunning) return;
    const broken = [...(rerun?.broken ?? []), option];
    setRerunning(true);
    setRerunFault(null);
    try {
      const extraFaults = broken.map(({ fault }) => fault);
      const again = await session().runCase(program, exerciseCase, { wantTrace: true, extraFaults });
      if (again.status !== "cancelled") setRerun({ broken, verdict: again });
    } catch (error) {
      setRerunFault(error instanceof Error ? error.message : String(error));
    } finally {
      setRerunning(false);
    }
  }

  const latestBreak = useRef(breakRun);
  useEffect(() => {
    latestBreak.current = breakRun;
  });
  const breakIt = useCallback((option: BreakOption) => void latestBreak.current(option), []);

  return {
    ...{ openCase, shownCase, trace, drawing, rerun, rerunning, rerunFault, cursorStep, setCursorStep, goToStep },
    breakRun: breakIt,
    dropRerun: () => setRerun(null),
  };
}
