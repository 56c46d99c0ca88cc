import Link from "next/link";
import { Button } from "@/components/ui/button";
import { FILTER_TEXT_LENGTH_MAX, type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import { FORMAT_NAMES, PRIMITIVE_NAMES, PROBLEM_SHAPE_NAMES, TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

export const ANSWERED_NAMES = {
  "not-yet": "not answered yet",
  "to-repeat": "wrong last time",
  right: "right",
  due: "due",
} as const;

interface FilterChipsProps {
  filters: StudyFilters;
  /** The names of the set and the own list that the filters name. */
  setTitle: string | undefined;
  listName: string | undefined;
}

/** The filters that are set, each as a word that can be taken away. */
export function FilterChips({ filters, setTitle, listName }: FilterChipsProps) {
  const { topic, level, interview, primitive, shape, format, answered, starred, noted, q } = filters;
  const names: Partial<Record<keyof StudyFilters, string | undefined>> = {
    set: filters.set === undefined ? undefined : (setTitle ?? filters.set),
    list: filters.list === undefined ? undefined : `list: ${listName ?? "no longer there"}`,
    topic: topic && TOPIC_NAMES[topic],
    interview: interview && `asked from ${interview} on`,
    primitive: primitive && PRIMITIVE_NAMES[primitive],
    shape: shape && PROBLEM_SHAPE_NAMES[shape],
    level,
    format: format && FORMAT_NAMES[format].toLowerCase(),
    answered: answered && ANSWERED_NAMES[answered],
    starred: starred && "favourites",
    noted: noted && "with a note",
    q: q && `“${q}”`,
  };
  const chips = Object.entries(names).filter(([, name]) => name !== undefined);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters that are set" className="mt-12 flex flex-wrap gap-8">
      {chips.map(([field, name]) => (
        <li key={field} className="max-w-full">
          <Link
            href={studyListUrl({ ...filters, [field]: undefined })}
            prefetch={false}
            scroll={false}
            className="inline-flex min-h-[28px] max-w-full items-center gap-8 rounded border border-line-strong bg-raised px-8 text-sm no-underline hover:border-ink-2"
          >
            <span className="visually-hidden">Take away: </span>
            <span className="min-w-0 break-words">{name}</span>
            <span aria-hidden>×</span>
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link
            href={studyListUrl()}
            prefetch={false}
            scroll={false}
            className="inline-flex min-h-[28px] items-center text-sm"
          >
            Take all away
          </Link>
        </li>
      )}
    </ul>
  );
}

/** Filters by words, as a form that works without script. */
export function WordsFilter({ filters }: { filters: StudyFilters }) {
  const others = Object.entries({ ...filters }).filter(([name, value]) => name !== "q" && value !== undefined);
  return (
    <form method="get" action="/study" role="search" className="mr-[112px] flex items-center gap-8">
      {others.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input
        key={filters.q}
        type="search"
        name="q"
        defaultValue={filters.q}
        maxLength={FILTER_TEXT_LENGTH_MAX}
        aria-label="Words in a question"
        placeholder="Words in a question"
        className="min-h-[32px] w-[280px] min-w-0 rounded border border-line-strong bg-raised px-8 text-sm placeholder:text-ink-2 pointer-coarse:min-h-[40px]"
      />
      <Button type="submit" className="text-sm pointer-coarse:min-h-[40px]">
        Find
      </Button>
    </form>
  );
}
