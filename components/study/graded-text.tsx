"use client";

import { Fragment, type ReactNode, useState } from "react";
import { cutAtMarks, joinSpans, type TextPiece } from "@/lib/shared/content/marked-text";
import { joinedText, type PlacedField } from "@/lib/shared/content/written-text";
import type { Grade, PointVerdict, Span } from "@/lib/shared/grader/grade";
import { REFUSAL_TEXTS, VERDICT_LOOK } from "./grade-words";
import { InlineText } from "./inline-text";
import { OwnWords } from "./own-words";
import { ReviewRow } from "./review-row";

/** What a page knows of the item beside the grade. */
export interface GradedParts {
  readonly keyPoints: readonly {
    readonly id: string;
    readonly text: string;
    readonly followUp: string;
    /** The field of a design that the point belongs to. */
    readonly part?: string;
  }[];
  readonly misconceptions: readonly { readonly id: string; readonly claim: string; readonly truth: string }[];
}

interface GradedTextProps {
  fields: readonly PlacedField[];
  item: GradedParts;
  grade: Grade;
  /** What stands under a key point, such as the choice of a verdict. */
  underPoint?: (point: PointVerdict) => ReactNode;
  /** What stands under a misconception that was found. */
  underMisconception?: (id: string) => ReactNode;
}

/** One thing that was found in the learner's words: its number at the margin and in the text, and the line under them. */
interface Found {
  readonly id: string;
  readonly sign: string;
  readonly line: string;
  readonly spans: readonly Span[];
}

// A piece on which several marks lie is drawn by the first of these lines that one of them has.
const LINES_BY_WEIGHT = [
  VERDICT_LOOK.contradicted.line,
  VERDICT_LOOK.met.line,
  VERDICT_LOOK.partly.line,
  VERDICT_LOOK.unsure.line,
];

/** The learner's own words with what they earned marked in place, then every key point and every misconception found. */
export function GradedText({ fields, item, grade, underPoint, underMisconception }: GradedTextProps) {
  const [litId, setLitId] = useState<string | null>(null);
  const found = foundIn(grade, joinedText(fields));
  const textOf = new Map(item.keyPoints.map((point) => [point.id, point]));
  const labelOf = new Map(fields.map(({ id, label }) => [id, label]));
  const light = (id: string) => ({
    lit: id === litId,
    onLight: (isLit: boolean) => setLitId((known) => (isLit ? id : known === id ? null : known)),
  });
  return (
    <>
      <OwnWords
        fields={fields}
        draw={(field) => <MarkedText pieces={cutAtMarks(field.text, found, field.start)} found={found} litId={litId} />}
      />
      {grade.refused !== null && <p className="mt-18 max-w-[42rem]">{REFUSAL_TEXTS[grade.refused]}</p>}
      <ol className="mt-24 border-line border-t">
        {grade.points.map((point, index) => {
          const look = VERDICT_LOOK[point.verdict];
          const asked = textOf.get(point.id);
          return (
            <ReviewRow
              key={point.id}
              place={
                <Sign sign={`${index + 1}`} hasWords={point.evidence.length > 0} onLight={light(point.id).onLight} />
              }
              state={look.state}
              word={point.decided ? `${look.word}, by you` : look.word}
              {...light(point.id)}
              why={<PointReason point={point} followUp={asked?.followUp} under={underPoint?.(point)} />}
            >
              {asked?.part !== undefined && <span className="block text-ink-2 text-sm">{labelOf.get(asked.part)}</span>}
              <InlineText text={asked?.text ?? "This point is no longer part of the question."} />
            </ReviewRow>
          );
        })}
      </ol>
      <FoundMisconceptions item={item} grade={grade} light={light} under={underMisconception} />
    </>
  );
}

function foundIn({ points, misconceptions }: Grade, text: string): Found[] {
  return [
    ...points.map(({ id, verdict, evidence }, index) => ({
      id,
      sign: `${index + 1}`,
      line: VERDICT_LOOK[verdict].line,
      spans: joinSpans(text, evidence),
    })),
    ...misconceptions.map(({ id, evidence }, index) => ({
      id: misconceptionMark(id),
      sign: String.fromCharCode(97 + index),
      line: VERDICT_LOOK.contradicted.line,
      spans: joinSpans(text, evidence),
    })),
  ];
}

/** Points and misconceptions may share an id; their marks do not. */
function misconceptionMark(id: string): string {
  return `misconception ${id}`;
}

function MarkedText({ pieces, found, litId }: { pieces: TextPiece[]; found: Found[]; litId: string | null }) {
  const byId = new Map(found.map((one) => [one.id, one]));
  return pieces.map((piece, index) => {
    if (piece.ids.length === 0) return <Fragment key={index}>{piece.text}</Fragment>;
    const lines = new Set(piece.ids.map((id) => byId.get(id)?.line));
    const line = LINES_BY_WEIGHT.find((candidate) => lines.has(candidate)) ?? VERDICT_LOOK.unsure.line;
    const lit = litId !== null && piece.ids.includes(litId);
    const signs = piece.ends.map((id) => byId.get(id)?.sign).join(" ");
    return (
      <Fragment key={index}>
        <mark
          className={`text-inherit underline decoration-2 underline-offset-[5px] [text-decoration-skip-ink:none] ${line} ${lit ? "bg-tide-wash" : "bg-transparent"}`}
        >
          {piece.text}
        </mark>
        {signs !== "" && <sup className="ml-[2px] font-sans font-semibold text-ink-2 text-xs">{signs}</sup>}
      </Fragment>
    );
  });
}

interface LightProps {
  lit: boolean;
  onLight: (isLit: boolean) => void;
}

/** The number of a point; pressing it lights the words that led to its verdict. */
function Sign({ sign, hasWords, onLight }: Pick<LightProps, "onLight"> & { sign: string; hasWords: boolean }) {
  if (!hasWords) return sign;
  return (
    <button
      type="button"
      aria-label={`Show the words for ${sign}`}
      onClick={() => onLight(true)}
      className="-m-4 min-h-[24px] min-w-[24px] p-4 text-left hover:text-ink"
    >
      {sign}
    </button>
  );
}

function PointReason({ point, followUp, under }: { point: PointVerdict; followUp?: string; under: ReactNode }) {
  const isAsked = followUp !== undefined && (point.verdict === "missed" || point.verdict === "contradicted");
  return (
    <>
      <p>{point.why}</p>
      {isAsked && (
        <p className="mt-4">
          You would be asked: <InlineText text={followUp} />
        </p>
      )}
      {under}
    </>
  );
}

interface FoundMisconceptionsProps {
  item: GradedParts;
  grade: Grade;
  light: (id: string) => LightProps;
  under: GradedTextProps["underMisconception"];
}

function FoundMisconceptions({ item, grade, light, under }: FoundMisconceptionsProps) {
  if (grade.misconceptions.length === 0) return null;
  const known = new Map(item.misconceptions.map((misconception) => [misconception.id, misconception]));
  return (
    <section className="mt-24">
      <h3 className="pane-heading">Found in your answer, and not so</h3>
      <ul className="mt-4 border-line border-t">
        {grade.misconceptions.map(({ id, evidence }, index) => {
          const sign = String.fromCharCode(97 + index);
          const lighting = light(misconceptionMark(id));
          return (
            <ReviewRow
              key={id}
              place={<Sign sign={sign} hasWords={evidence.length > 0} onLight={lighting.onLight} />}
              state="wrong"
              word="not so"
              {...lighting}
              why={under?.(id)}
            >
              <em>
                <InlineText text={known.get(id)?.claim ?? "A claim that is no longer part of the question."} />
              </em>
              <span className="mt-4 block">
                <InlineText text={known.get(id)?.truth ?? ""} />
              </span>
            </ReviewRow>
          );
        })}
      </ul>
      {grade.capped && (
        <p className="mt-8 text-ink-2">This misses the heart of the question, so the score is at most half.</p>
      )}
    </section>
  );
}
