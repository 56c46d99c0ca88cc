import type { Misconception } from "@/lib/shared/content/item-schema";
import { InlineText } from "./inline-text";

/** What is commonly believed about a question, each belief with what is true instead. */
export function Misconceptions({ of }: { of: readonly Pick<Misconception, "id" | "claim" | "truth">[] }) {
  return (
    <section>
      <h2 className="pane-heading">Common misconceptions</h2>
      <ul className="prose mt-4 list-disc pl-[1.2em]">
        {of.map(({ id, claim, truth }) => (
          <li key={id}>
            <em>
              <InlineText text={claim} />
            </em>{" "}
            <InlineText text={truth} />
          </li>
        ))}
      </ul>
    </section>
  );
}
