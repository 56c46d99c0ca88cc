import Link from "next/link";
import type { ReactNode } from "react";
import type { ItemMeta } from "@/lib/shared/content/item-schema";
import { FREQUENCY_NAMES } from "@/lib/shared/content/vocabulary";
import { InlineText } from "./inline-text";

/** The id of the question's heading, which answer forms are labelled by. */
export const QUESTION_ID = "question";

interface ItemHeadProps {
  meta: ItemMeta;
  /** The list that the item was opened from, and the item's place in it. */
  trail: { readonly href: string; readonly text: string };
  /** What can be done with the item, beside the line. */
  beside?: ReactNode;
}

/** Where an item belongs, in one quiet line, and its question. */
export function ItemHead({ meta, trail, beside }: ItemHeadProps) {
  return (
    <header>
      <div className="flex flex-wrap items-center justify-between gap-x-12">
        <p className="text-ink-2 text-sm">
          <Link href={trail.href} prefetch={false} className="no-underline hover:underline">
            {trail.text}
          </Link>{" "}
          · {meta.level} · {FREQUENCY_NAMES[meta.frequency]} · Flink {meta.flinkVersions}
        </p>
        {beside}
      </div>
      <h1 id={QUESTION_ID} className="question mt-8 [&_.code-word]:bg-transparent [&_.code-word]:px-0">
        <InlineText text={meta.question} />
      </h1>
    </header>
  );
}
