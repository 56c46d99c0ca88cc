"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { LineMark } from "@/components/editor/monaco-editor";
import type { ProgramHost } from "@/components/editor/use-program";
import { firstFailing, type JudgedBy, type VerdictStatus } from "@/components/verdict/verdict-status";
import { EngineSession } from "@/lib/client/engine-session";
import type { CompiledProgram } from "@/lib/shared/exercises/judge";
import type { RunVerdict } from "@/lib/shared/exercises/verdict";
import type { RoomExercise } from "./room-exercise";
import { type ShownRun, useShownRun } from "./use-shown-run";

export type Judge = {
  readonly status: VerdictStatus;
  readonly busy: boolean;
  /** The text that the status speaks of; null before the first run. */
  readonly judgedText: string | null;
  /** The line of the learner's text that the run complained about. */
  readonly mark: LineMark | null;
  /** Checks, compiles and runs the text. Gives null when nothing was judged: type errors, a stop, a broken worker. */
  readonly judge: (text: string, by: JudgedBy) => Promise<RunVerdict | null>;
  readonly stop: () => void;
  readonly run: ShownRun;
};

/** Compiles and runs the learner's program against the cases, one run at a time; a newer one replaces an older one. */
export function useJudge(exercise: RoomExercise, host: ProgramHost): Judge {
  const [status, setStatus] = useState<VerdictStatus>({ kind: "idle" });
  const [judgedText, setJudgedText] = useState<string | null>(null);
  const [program, setProgram] = useState<CompiledProgram | null>(null);
  const session = useEngineSession();
  const ticket = useRef(0);
  const verdict = status.kind === "judged" ? status.verdict : null;
  const run = useShownRun({ exercise, verdict, program, session });
  const { load, program: monacoProgram } = host;

  useEffect(() => {
    if (monacoProgram !== null) session().warmUp();
  }, [monacoProgram, session]);

  const judge = useCallback(
    async (text: string, by: JudgedBy): Promise<RunVerdict | null> => {
      const mine = ++ticket.current;
      const say = (next: VerdictStatus): null => {
        if (mine !== ticket.current) return null;
        setStatus(next);
        setJudgedText(text);
        return null;
      };
      const cases = exercise.cases.filter((each) => by === "submit" || each.visible);
      try {
        say({ kind: "checking" });
        const opened = await load(text);
        opened.replaceText(text);
        const compiled = await opened.compile();
        if (!compiled.ok) return say({ kind: "problems", problems: compiled.problems });
        if (mine !== ticket.current) return null;
        say({ kind: "running", by, caseCount: cases.length });
        const judged = await session().runCases(compiled, cases, { wantTrace: true });
        if (mine !== ticket.current) return null;
        if (judged.cases.some((each) => each.status === "cancelled")) return say({ kind: "stopped" });
        setProgram(compiled);
        say({ kind: "judged", by, verdict: judged });
        return judged;
      } catch (error) {
        return say({ kind: "broken", sentence: brokenSentence(error) });
      }
    },
    [exercise.cases, load, session],
  );

  const stop = useCallback(() => session().cancel(), [session]);
  const mark = useMemo(() => markOf(verdict), [verdict]);
  const busy = status.kind === "checking" || status.kind === "running";
  return { status, busy, judgedText, mark, judge, stop, run };
}

/** One engine session for the life of the room; its worker starts with the first call. */
function useEngineSession(): () => EngineSession {
  const session = useRef<EngineSession | null>(null);
  useEffect(
    () => () => {
      session.current?.dispose();
      session.current = null;
    },
    [],
  );
  return useCallback(() => {
    session.current ??= new EngineSession();
    return session.current;
  }, []);
}

function markOf(verdict: RunVerdict | null): LineMark | null {
  const failing = verdict === null ? null : firstFailing(verdict);
  return failing === null || failing.line === null ? null : { line: failing.line, message: failing.sentence };
}

function brokenSentence(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${reason} Your text is safe. Run again: a fresh worker starts.`;
}
