import Link from "next/link";
import { TideProgress } from "@/components/study/tide-progress";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { loadScenes } from "@/lib/server/content/scenes";
import type { ProgressById } from "@/lib/server/content/study-list";
import { type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import { TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";

/** Sets and topics, each with how much of it is answered; a second click takes the filter away. */
export function StudyMap({ filters, progress }: { filters: StudyFilters; progress: ProgressById }) {
  const { items, sets } = loadStudyContent();
  const topics = TOPICS.flatMap((topic) => {
    const ids = items.filter((item) => item.meta.topic === topic).map((item) => item.meta.id);
    return ids.length === 0 ? [] : [{ topic, ids }];
  });
  return (
    <div id="map" className="flex flex-col gap-34">
      <nav aria-labelledby="scenes">
        <h2 id="scenes" className="pane-heading">
          Scenes
        </h2>
        <p className="mt-4 border-line border-b pb-8">
          <Link href="/study/scenes" prefetch={false}>
            {`${loadScenes().length} small jobs that really run`}
          </Link>
          <span className="block text-ink-2 text-sm">Each stops where it matters, and asks what comes next.</span>
        </p>
      </nav>
      {sets.length > 0 && (
        <nav aria-labelledby="sets">
          <h2 id="sets" className="pane-heading">
            Sets
          </h2>
          <ul className="mt-4">
            {sets.map((set) => {
              const current = filters.set === set.id;
              return (
                <MapRow
                  key={set.id}
                  text={set.title}
                  about={set.about}
                  ids={set.items}
                  progress={progress}
                  current={current}
                  href={studyListUrl(current ? {} : { set: set.id })}
                />
              );
            })}
          </ul>
        </nav>
      )}
      <nav aria-labelledby="topics">
        <h2 id="topics" className="pane-heading">
          Topics
        </h2>
        <ul className="mt-4">
          {topics.map(({ topic, ids }) => {
            const current = filters.topic === topic;
            return (
              <MapRow
                key={topic}
                text={TOPIC_NAMES[topic]}
                ids={ids}
                progress={progress}
                current={current}
                href={studyListUrl({ ...filters, set: undefined, topic: current ? undefined : topic })}
              />
            );
          })}
        </ul>
      </nav>
    </div>
  );
}

interface MapRowProps {
  text: string;
  about?: string;
  ids: readonly string[];
  progress: ProgressById;
  current: boolean;
  href: string;
}

function MapRow({ text, about, ids, progress, current, href }: MapRowProps) {
  const done = ids.filter((id) => progress.has(id)).length;
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={current ? "true" : undefined}
        className={`flex items-center justify-between gap-12 border-line border-b py-8 no-underline hover:bg-sunk ${current ? "bg-tide-wash px-8 font-semibold" : ""}`}
      >
        <span className="min-w-0">
          {text}
          {about && <span className="block font-normal text-ink-2 text-sm">{about}</span>}
        </span>
        <TideProgress done={done} total={ids.length} label="answered" />
      </Link>
    </li>
  );
}
