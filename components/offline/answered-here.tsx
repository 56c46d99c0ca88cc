"use client";

import { type ReactNode, useMemo } from "react";
import { AnswerParts, type GivenWords } from "@/components/study/answer-parts";
import { FigureOfAnswer } from "@/components/study/figure-of-answer";
import { GradedReview } from "@/components/study/graded-review";
import { ReviewArrival } from "@/components/study/review-arrival";
import { ReviewLayout } from "@/components/study/review-layout";
import { RunFigure } from "@/components/study/run-figure";
import { SelfMarkedReview } from "@/components/study/self-marked-review";
import { appealOnDevice } from "@/lib/client/offline/appeal-on-device";
import type { OutboxEntry } from "@/lib/client/offline/outbox-store";
import type { LoadedBundle } from "@/lib/client/offline/study-bundle";
import type { Grading } from "@/lib/shared/content/grading-schema";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import { runScenario } from "@/lib/shared/content/run-scenario";
import { verdictOf } from "@/lib/shared/content/verdict";
import { placeFields, writtenFields } from "@/lib/shared/content/written-text";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";
import { gradeHere } from "./grade-here";
import { RoomLink } from "./room-link";
import { unpack } from "./unpacked";
import { useOutboxEntries } from "./use-kept";

interface AnsweredHereProps {
  /** The question and where it belongs. */
  head: ReactNode;
  bundle: LoadedBundle;
  item: BundledItem;
  entry: OutboxEntry;
  response: unknown;
  /** Where the review leads on. */
  next: ReactNode;
  /** Where the question can be answered again. */
  again?: string;
}

/** The review of an answer that was given on this device, drawn as the server draws it. */
export function AnsweredHere({ head, bundle, item, entry, response, next, again }: AnsweredHereProps) {
  const { meta } = item;
  const lines = useMemo(() => unpack(item.lines ?? []), [item]);
  const sections = useMemo(
    () => Object.fromEntries(Object.entries(item.sections).map(([key, nodes]) => [key, unpack(nodes)])),
    [item],
  );
  const graded = gradeHere(item, response);
  if (graded === null) return <Changed head={head} />;
  const verdict = verdictOf(meta, graded);
  return (
    <ReviewLayout
      meta={meta}
      sections={sections}
      runs={<Runs bundle={bundle} item={item} />}
      after={
        again !== undefined && (
          <p className="mt-12">
            <RoomLink href={again}>Answer it again</RoomLink>
          </p>
        )
      }
    >
      {head}
      <ReviewArrival itemId={meta.id} next={next}>
        <span className="font-medium font-serif text-2xl">{verdict.headline}</span>{" "}
        <span className="text-ink-2">{verdict.detail}</span>
      </ReviewArrival>
      <p className="mt-12 text-ink-2 text-sm">{STATE_WORDS[entry.state](entry.reason ?? "")}</p>
      <AnswerParts
        meta={meta}
        given={{ format: meta.format, response: graded.response as never }}
        lines={lines}
        scenarioAnswer={(scenario) => runScenario(scenario).answer}
        written={(of, words) => (
          <Written of={of} words={words} grading={graded.result.grading} answerId={entry.clientEventId} />
        )}
      />
    </ReviewLayout>
  );
}

const STATE_WORDS: Readonly<Record<OutboxEntry["state"], (reason: string) => string>> = {
  waiting: () => "Graded on this device; the answer waits to be sent.",
  kept: () => "Graded on this device; the answer has been sent.",
  refused: (reason) => `Graded on this device; the server refused the answer. ${reason}`,
};

function Changed({ head }: { head: ReactNode }) {
  return (
    <article className="page">
      {head}
      <p className="prose mt-24">
        The question has changed since this answer, so it cannot be graded on this device. The answer is in the outbox
        and is sent all the same.
      </p>
    </article>
  );
}

/** The run of a scenario, and the run that the answer's figure shows. */
function Runs({ bundle, item: { meta, figure: name } }: Pick<AnsweredHereProps, "bundle" | "item">) {
  const figure = name === undefined ? undefined : bundle.figures[name];
  return (
    <>
      {meta.format === "trace" && (
        <section className="min-w-0 lg:col-span-2">
          <h2 className="pane-heading mb-8">See it happen</h2>
          <RunFigure trace={runScenario(meta.scenario).trace} />
        </section>
      )}
      {figure !== undefined && meta.figure !== undefined && (
        <FigureOfAnswer run={figure} caption={meta.figure.caption} page={figure.page} />
      )}
    </>
  );
}

interface WrittenProps {
  of: GradedItem;
  words: GivenWords;
  grading: Grading | undefined;
  /** The event that gave the answer; by it objections find the answer on the server. */
  answerId: string;
}

/** A written answer with its marks, which can be disputed here; the objections are sent after the answer. */
function Written({ of, words, grading, answerId }: WrittenProps) {
  const entries = useOutboxEntries();
  const fields = placeFields(
    writtenFields(of).map(({ id, label, prompt }) => ({ id, label, prompt })),
    words.texts,
  );
  if (grading === undefined) return <SelfMarkedReview fields={fields} points={of.keyPoints} marks={words.marks} />;
  const { question, keyPoints, misconceptions } = of;
  return (
    <GradedReview
      answerId={answerId}
      fields={fields}
      item={{ question, keyPoints, misconceptions }}
      grading={grading}
      appeals={(entries ?? []).flatMap(({ event }) =>
        event.kind === "appeal" && event.answer === answerId ? [event.objection] : [],
      )}
      onAppeal={appealOnDevice}
    />
  );
}
