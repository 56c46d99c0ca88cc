"use client";

import { type ReactNode, useMemo } from "react";
import { AnswerBox } from "@/components/study/answer-box";
import type { AnswerAction } from "@/components/study/use-answer";
import { pageOutbox, sendOutbox } from "@/lib/client/offline/page-outbox";
import { gradeItem } from "@/lib/shared/content/grade-item";
import { AppError } from "@/lib/shared/app-error";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";
import type { JsonValue } from "@/lib/shared/schemas/common";
import { unpack } from "./unpacked";

interface AskedHereProps {
  /** The question and where it belongs. */
  head: ReactNode;
  item: BundledItem;
  inReview: boolean;
  /** Called with the event of the answer once it is in the outbox. */
  onKept: (clientEventId: string) => void;
  children?: ReactNode;
}

/** A question with its answer box; the answer is graded here and goes into the outbox. */
export function AskedHere({ head, item, inReview, onKept, children }: AskedHereProps) {
  const { meta, version, sections } = item;
  const lines = useMemo(() => unpack(item.lines ?? []), [item]);
  const modelAnswer = useMemo(() => unpack(sections.modelAnswer ?? []), [sections]);

  const answer: AnswerAction = async ({ clientEventId, itemId, response }) => {
    try {
      // What does not fit the item, such as a text that is no number, is said before anything is kept.
      gradeItem(meta, response);
      const kept = JSON.parse(JSON.stringify(response)) as JsonValue;
      await pageOutbox().add(clientEventId, { kind: "study-answer", itemId, response: kept, inReview });
    } catch (thrown) {
      return { ok: false, message: thrown instanceof AppError ? thrown.userMessage : NOT_KEPT };
    }
    void sendOutbox();
    onKept(clientEventId);
    return { ok: true };
  };

  return (
    <article className="page">
      <div className="max-w-[660px]">{head}</div>
      <div className="mt-24">
        <AnswerBox
          meta={meta}
          version={version}
          list=""
          onAnswer={answer}
          inReview={inReview}
          lines={lines}
          modelAnswer={modelAnswer}
        />
      </div>
      {children}
    </article>
  );
}

const NOT_KEPT =
  "This browser keeps no data for this site, as in a private window, so the answer cannot be kept without the server. What you wrote stays on the page.";
