import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "No network" };

const ROOMS = [
  { href: "/offline/study", name: "Study", what: "all questions, graded on this device" },
  { href: "/offline/drills", name: "Trace drills", what: "drawn, run and explained in the page" },
  { href: "/offline/review", name: "Review", what: "the queue of the day" },
  { href: "/code", name: "Code", what: "all exercises; programs run in the page anyway" },
  { href: "/offline/interview", name: "Mock interview", what: "six rungs, model answers and the report" },
  { href: "/offline/search", name: "Search", what: "everything, by the index on this device" },
  { href: "/study/cheat-sheet", name: "Cheat sheet", what: "what to know by heart" },
  { href: "/study/primitives", name: "Seven primitives", what: "what the rest of Flink is made of, a page for each" },
  { href: "/study/lists", name: "Lists", what: "favourites, own lists and notes as they were with the network" },
  { href: "/study/scenes", name: "Guided scenes", what: "they run in the page as well" },
];

/** Where a page leads that cannot be reached: what works all the same. */
export default function OfflinePage() {
  return (
    <div className="page max-w-[760px]">
      <h1 className="question">This page needs the network.</h1>
      <p className="prose mt-12">
        Nothing you have done is lost: it is on this device, and is sent when the server is back.
      </p>
      <h2 className="pane-heading mt-34">What works on this device</h2>
      <ul className="mt-8 border-line border-t">
        {ROOMS.map(({ href, name, what }) => (
          <li key={href} className="flex flex-wrap items-baseline gap-x-18 border-line border-b py-12">
            <Link href={href} prefetch={false} className="font-semibold">
              {name}
            </Link>
            <span className="text-ink-2">{what}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
