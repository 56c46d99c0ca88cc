"use client";

import Link from "next/link";
import { useState } from "react";
import type { BundledItem } from "@/lib/shared/offline/study-bundle";
import type { Scores } from "@/lib/shared/offline/study-progress";
import { FORMAT_NAMES } from "@/lib/shared/content/vocabulary";
import { RoomLink } from "./room-link";

/** What there is to study on the device besides questions. */
const BESIDES = [
  { href: "/study/cheat-sheet", name: "Cheat sheet" },
  { href: "/study/primitives", name: "Seven primitives" },
  { href: "/study/scenes", name: "Guided scenes" },
  { href: "/offline/drills", name: "Trace drills" },
];

interface QuestionListProps {
  items: readonly BundledItem[];
  scores: Scores;
  placeOf: (itemId: string) => string;
}

/** All questions on the device by topic, with a field that narrows them. */
export function QuestionList({ items, scores, placeOf }: QuestionListProps) {
  const [sought, setSought] = useState("");
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ meta, place }) => {
    const text = `${meta.title} ${meta.question} ${place} ${meta.level}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const places = [...new Set(found.map(({ place }) => place))];
  return (
    <div className="page max-w-[760px]">
      <h1 className="question">Questions on this device</h1>
      <p className="prose mt-12">
        All {items.length} questions with their answers are here. What you answer is graded in the page, kept on this
        device, and sent when the network is back.
      </p>
      <label className="mt-24 block font-semibold">
        Find questions
        <input
          type="search"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          className="mt-4 block min-h-[40px] w-full rounded border border-line-strong bg-raised px-12 font-normal"
        />
      </label>
      <p role="status" className="mt-8 text-ink-2 text-sm">
        {found.length} of {items.length} questions
      </p>
      {places.map((place) => {
        const here = found.filter((item) => item.place === place);
        const answeredCount = here.filter(({ meta }) => scores.has(meta.id)).length;
        return (
          <details key={place} open={words.length > 0 || places.length === 1} className="border-line border-b py-8">
            <summary className="min-h-[24px] cursor-pointer">
              <span className="font-semibold">{place}</span>{" "}
              <span className="text-ink-2 text-sm">
                {answeredCount} of {here.length} answered
              </span>
            </summary>
            <ul className="mt-8">
              {here.map(({ meta }) => (
                <li key={meta.id} className="flex flex-wrap items-baseline justify-between gap-x-18 py-4">
                  <RoomLink href={placeOf(meta.id)}>{meta.title}</RoomLink>
                  <span className="text-ink-2 text-sm">
                    {meta.level} · {FORMAT_NAMES[meta.format].toLowerCase()}
                    {scores.has(meta.id) && " · answered"}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
      <section aria-labelledby="besides" className="mt-34">
        <h2 id="besides" className="pane-heading">
          Also on this device
        </h2>
        <ul className="mt-8 flex flex-wrap gap-x-18 gap-y-4">
          {BESIDES.map(({ href, name }) => (
            <li key={href}>
              <Link href={href} prefetch={false}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
