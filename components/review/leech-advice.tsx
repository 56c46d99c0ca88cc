/** What to do with a card that keeps slipping: repeating it alone has not helped. */
export function LeechAdvice({ lapses }: { lapses: number }) {
  return (
    <p className="mb-18 max-w-[660px] border-late border-l-2 pl-12">
      This one has slipped {lapses} times. Repeating it alone does not help: read its sources, say the answer in your
      own words, draw the case on paper, or set it aside and come back to what it builds on.
    </p>
  );
}
