import type { ExampleRunProps } from "@/components/engine-view/example-run";
import Link from "next/link";
import { AnswerFigure } from "./answer-figure";
import { InlineText } from "./inline-text";

interface FigureOfAnswerProps {
  run: ExampleRunProps;
  caption: string;
  /** The page that the run comes from. */
  page: { readonly title: string; readonly href: string };
}

/** A run that shows what the answer says; the reader travels through it here. */
export function FigureOfAnswer({ run, caption, page }: FigureOfAnswerProps) {
  return (
    <figure className="min-w-0 lg:col-span-2">
      <h2 className="pane-heading mb-8">See it run</h2>
      <AnswerFigure {...run} />
      <figcaption className="mt-12 max-w-[42rem] font-serif text-prose">
        <InlineText text={caption} />{" "}
        <Link href={page.href} prefetch={false} className="font-sans text-base">
          {page.title}
        </Link>
      </figcaption>
    </figure>
  );
}
