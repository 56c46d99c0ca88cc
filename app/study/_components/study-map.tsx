import Link from "next/link";
import type { ReactNode } from "react";
import { TideProgress } from "@/components/study/tide-progress";
import { loadStudyContent } from "@/lib/server/content/load-items";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { loadScenes } from "@/lib/server/content/scenes";
import type { ProgressById } from "@/lib/server/content/study-list";
import { placeOfFilters, type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import { rowCount } from "@/lib/shared/content/cheat-sheet-schema";
import {
  FREQUENCY_NAMES,
  INTERVIEW_LEVELS,
  PRIMITIVE_NAMES,
  PRIMITIVES,
  PROBLEM_SHAPE_NAMES,
  PROBLEM_SHAPES,
  TOPIC_NAMES,
  TOPICS,
} from "@/lib/shared/content/vocabulary";

const LEVEL_WORDS = { L4: "engineer", L5: "senior engineer", L6: "staff engineer" } as const;

/** The ways into the questions, each with how much of it is answered; a second click takes the filter away. */
export function StudyMap({ filters, progress }: { filters: StudyFilters; progress: ProgressById }) {
  const { sets } = loadStudyContent();
  const row = (place: Partial<StudyFilters>, text: string, about: string | undefined, ids: readonly string[]) => (
    <MapRow key={text} {...{ filters, place, text, about, ids, progress }} />
  );
  const setRows = (group: "track" | "fourteen") =>
    sets
      .filter((set) => set.group === group)
      .map((set) =>
        row(
          { set: set.id },
          set.title,
          set.frequency === undefined ? set.about : FREQUENCY_NAMES[set.frequency],
          set.items,
        ),
      );
  return (
    <div id="map" className="flex flex-col gap-34">
      <ReadAndWatch />
      <OwnPlaces />
      <MapSection id="sets" heading="Tracks">
        {setRows("track")}
      </MapSection>
      <MapSection id="interview-levels" heading="By interview level">
        {INTERVIEW_LEVELS.map((interview) =>
          row(
            { interview },
            interview,
            LEVEL_WORDS[interview],
            idsWhere((meta) => meta.interview === interview),
          ),
        )}
      </MapSection>
      <MapSection id="primitives" heading="Seven primitives">
        {PRIMITIVES.map((primitive) =>
          row(
            { primitive },
            PRIMITIVE_NAMES[primitive],
            undefined,
            idsWhere((meta) => meta.primitive === primitive),
          ),
        )}
      </MapSection>
      <MapSection id="shapes" heading="Five problem shapes">
        {PROBLEM_SHAPES.map((shape) =>
          row(
            { shape },
            PROBLEM_SHAPE_NAMES[shape],
            undefined,
            idsWhere((meta) => meta.shape === shape),
          ),
        )}
      </MapSection>
      <MapSection id="fourteen" heading="Fourteen interview topics">
        {setRows("fourteen")}
      </MapSection>
      <MapSection id="topics" heading="All topics">
        {TOPICS.map((topic) => ({ topic, ids: idsWhere((meta) => meta.topic === topic) }))
          .filter(({ ids }) => ids.length > 0)
          .map(({ topic, ids }) => row({ topic }, TOPIC_NAMES[topic], undefined, ids))}
      </MapSection>
    </div>
  );
}

function idsWhere(holds: (meta: StudyItem["meta"]) => boolean): string[] {
  return loadStudyContent()
    .items.filter(({ meta }) => holds(meta))
    .map(({ meta }) => meta.id);
}

/** What is not a question: a page to know by heart, and jobs that run in the page. */
function ReadAndWatch() {
  const links = [
    {
      href: "/study/cheat-sheet",
      text: "Cheat sheet",
      about: `${rowCount(loadStudyContent().cheatSheet)} needs and what Flink has for each, on one page.`,
    },
    {
      href: "/study/primitives",
      text: "Seven primitives, one page each",
      about: "The idea, an example that runs, the question.",
    },
    {
      href: "/study/scenes",
      text: `${loadScenes().length} small jobs that really run`,
      about: "Each stops where it matters, and asks what comes next.",
    },
    {
      href: "/study/drills",
      text: "Trace drills without end",
      about: "A small stream is drawn; predict what it does, then see it run.",
    },
  ];
  return (
    <nav aria-labelledby="read-and-watch">
      <h2 id="read-and-watch" className="pane-heading">
        Read and watch
      </h2>
      <ul className="mt-4">
        {links.map(({ href, text, about }) => (
          <li key={href} className="border-line border-b py-8">
            <Link href={href} prefetch={false}>
              {text}
            </Link>
            <span className="block text-ink-2 text-sm">{about}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What the learner collected and wrote. */
function OwnPlaces() {
  const links = [
    { href: "/study/lists", text: "Lists" },
    { href: "/study/lists/favourites", text: "Favourites" },
    { href: "/study/notes", text: "Notes" },
  ];
  return (
    <nav aria-labelledby="own">
      <h2 id="own" className="pane-heading">
        Your own
      </h2>
      <ul className="mt-4 flex flex-wrap gap-x-18 border-line border-b py-4">
        {links.map(({ href, text }) => (
          <li key={href}>
            <Link href={href} prefetch={false} className="inline-flex min-h-[28px] items-center">
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function MapSection({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
  return (
    <nav aria-labelledby={id}>
      <h2 id={id} className="pane-heading">
        {heading}
      </h2>
      <ul className="mt-4">{children}</ul>
    </nav>
  );
}

interface MapRowProps {
  filters: StudyFilters;
  /** The filter that the row sets. */
  place: Partial<StudyFilters>;
  text: string;
  about?: string;
  ids: readonly string[];
  progress: ProgressById;
}

function MapRow({ filters, place, text, about, ids, progress }: MapRowProps) {
  const done = ids.filter((id) => progress.has(id)).length;
  const current = Object.entries(place).every(([name, value]) => filters[name as keyof StudyFilters] === value);
  return (
    <li>
      <Link
        href={studyListUrl(placeOfFilters(filters, current ? {} : place))}
        prefetch={false}
        scroll={false}
        aria-current={current ? "true" : undefined}
        className={`flex items-center justify-between gap-12 border-line border-b py-8 no-underline hover:bg-sunk ${current ? "bg-tide-wash px-8 font-semibold" : ""}`}
      >
        <span className="min-w-0">
          {text}
          {about !== undefined && <span className="block font-normal text-ink-2 text-sm">{about}</span>}
        </span>
        <TideProgress done={done} total={ids.length} label="answered" />
      </Link>
    </li>
  );
}
