import type { Metadata } from "next";
import { ListStar } from "@/app/_components/list-star";
import { NumberedLinks } from "@/components/study/numbered-links";
import { loadScenes } from "@/lib/server/content/scenes";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

export const metadata: Metadata = { title: "Scenes" };

/** All guided scenes, in the order in which they build on each other. */
export default function ScenesPage() {
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Scenes</h1>
      <p className="prose mt-8">
        Small jobs that really run. Each stops at the step that decides, and asks you what comes next. Then you see it.
      </p>
      <NumberedLinks
        links={loadScenes().map(({ meta: { id, title, summary, topic, level, minutes } }) => ({
          href: `/study/scenes/${id}`,
          title,
          summary,
          about: `${TOPIC_NAMES[topic]} · ${level}`,
          minutes,
          beside: <ListStar contentRef={{ kind: "scene", contentId: id }} title={title} />,
        }))}
      />
    </div>
  );
}
