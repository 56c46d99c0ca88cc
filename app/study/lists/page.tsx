import type { Metadata } from "next";
import Link from "next/link";
import { makeList, placeList } from "@/app/library-actions";
import { OwnLists } from "@/components/library/own-lists";
import { listFavourites } from "@/lib/server/data/library/favourites";
import { listNotes } from "@/lib/server/data/library/notes";
import { listOwnLists } from "@/lib/server/data/library/own-lists";
import { getProfileId } from "@/lib/server/session";

export const metadata: Metadata = { title: "Lists" };

/** The learner's own lists, and the way to favourites and notes. */
export default async function ListsPage() {
  const profileId = await getProfileId();
  const [lists, favourites, notes] = await Promise.all([
    listOwnLists(profileId),
    listFavourites(profileId),
    listNotes(profileId),
  ]);
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Lists</h1>
      <p className="prose mt-8">
        Put questions, exercises, scenes, primitives and drills together as you need them, then go through them in your
        order.
      </p>
      <ul className="mt-24 border-line border-t">
        <OwnPlace href="/study/lists/favourites" text="Favourites" about="what you starred" count={favourites.length} />
        <OwnPlace href="/study/notes" text="Notes" about="what you wrote" count={notes.length} />
      </ul>
      <h2 className="mt-34 mb-4 font-medium font-serif text-lg tracking-[-0.012em]">Your own</h2>
      <OwnLists lists={lists} onMake={makeList} onMove={placeList} />
    </div>
  );
}

function OwnPlace({ href, text, about, count }: { href: string; text: string; about: string; count: number }) {
  return (
    <li className="flex items-baseline gap-12 border-line border-b py-8">
      <Link href={href} prefetch={false} className="font-serif text-prose leading-[1.35]">
        {text}
      </Link>
      <span className="flex-1 text-ink-2 text-sm">{about}</span>
      <span className="text-ink-2 text-sm">{count}</span>
    </li>
  );
}
