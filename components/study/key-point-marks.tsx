"use client";

import type { ReactNode } from "react";
import { InlineText } from "./inline-text";

interface KeyPointMarksProps<M extends string> {
  points: readonly { readonly id: string; readonly text: string }[];
  options: readonly M[];
  words: Readonly<Record<M, string>>;
  marks: Readonly<Record<string, M>>;
  onMark: (marks: Record<string, M>) => void;
  /** What the learner is asked to do. */
  children: ReactNode;
}

/** Key points that the learner marks, each by one of a few words. */
export function KeyPointMarks<M extends string>(props: KeyPointMarksProps<M>) {
  const { points, options, words, marks, onMark, children } = props;
  return (
    <div className="border-line border-t">
      <p className="py-8 text-ink-2 text-sm">{children}</p>
      {points.map((point, index) => (
        <fieldset key={point.id} className="border-line border-t py-12">
          <legend className="float-left w-full">
            <span className="flex gap-12">
              <span className="w-[2ch] shrink-0 font-mono text-ink-2 text-sm leading-[1.7]">{index + 1}</span>
              <span>
                <InlineText text={point.text} />
              </span>
            </span>
          </legend>
          <div className="clear-both pt-4 pl-[16px]">
            <MarkOptions
              name={`mark-${point.id}`}
              options={options}
              words={words}
              mark={marks[point.id]}
              onMark={(mark) => onMark({ ...marks, [point.id]: mark })}
            />
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface MarkOptionsProps<M extends string> {
  name: string;
  options: readonly M[];
  words: Readonly<Record<M, string>>;
  mark: M | undefined;
  onMark: (mark: M) => void;
}

/** The words that a point can be marked by, as radio buttons in a row. */
export function MarkOptions<M extends string>({ name, options, words, mark, onMark }: MarkOptionsProps<M>) {
  return (
    <div className="flex flex-wrap gap-4">
      {options.map((option) => (
        <label
          key={option}
          className="flex min-h-[32px] cursor-pointer items-center gap-8 rounded-sm px-12 hover:bg-sunk has-checked:bg-tide-wash has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-tide"
        >
          <input
            type="radio"
            name={name}
            checked={mark === option}
            onChange={() => onMark(option)}
            className="accent-tide outline-none"
          />
          {words[option]}
        </label>
      ))}
    </div>
  );
}
