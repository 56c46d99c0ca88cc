import type { Metadata } from "next";
import { ListStar } from "@/app/_components/list-star";
import { NumberedLinks } from "@/components/study/numbered-links";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { loadPrimitives } from "@/lib/server/content/primitives";
import { PRIMITIVE_NAMES } from "@/lib/shared/content/vocabulary";

export const metadata: Metadata = { title: "Seven primitives" };

/** The seven things that the rest of Flink is made of, in the order in which they build on each other. */
export default function PrimitivesPage() {
  const { items } = loadStudyContent();
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Seven primitives</h1>
      <p className="prose mt-8">
        The rest of Flink is made of these. Each has a page to read, an example that runs, and the question that
        interviewers ask about it.
      </p>
      <NumberedLinks
        links={loadPrimitives().map(({ meta: { id, summary, minutes } }) => ({
          href: `/study/primitives/${id}`,
          title: PRIMITIVE_NAMES[id],
          summary,
          about: `${items.filter((item) => item.meta.primitive === id).length} questions`,
          minutes,
          beside: <ListStar contentRef={{ kind: "primitive", contentId: id }} title={PRIMITIVE_NAMES[id]} />,
        }))}
      />
    </div>
  );
}
