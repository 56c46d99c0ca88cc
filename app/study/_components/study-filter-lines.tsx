import { FilterLine } from "@/components/study/filter-line";
import { ANSWERED_STATES, type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import { FORMAT_NAMES, FORMATS, INTERVIEW_LEVELS, LEVELS } from "@/lib/shared/content/vocabulary";
import type { OwnListSummaryDto } from "@/lib/shared/dto/library";
import { ANSWERED_NAMES, WordsFilter } from "./filter-chips";

/**
 * The filters in one row: words to look for, and a disclosure of everything else as lines of links, so that a filtered
 * list has an address. What is set stands above the row as chips, so the disclosure may stay closed.
 */
export function StudyFilterLines({ filters, lists }: { filters: StudyFilters; lists: readonly OwnListSummaryDto[] }) {
  /** The options of one filter: any, and each value by its name. */
  const options = <K extends keyof StudyFilters>(
    field: K,
    values: readonly NonNullable<StudyFilters[K]>[],
    nameOf: (value: NonNullable<StudyFilters[K]>) => string,
  ) => [
    {
      text: "any",
      href: studyListUrl({ ...filters, [field]: undefined }),
      current: filters[field] === undefined,
    },
    ...values.map((value) => ({
      text: nameOf(value),
      href: studyListUrl({ ...filters, [field]: value }),
      current: filters[field] === value,
    })),
  ];
  return (
    <div className="relative border-line border-y py-8">
      <WordsFilter filters={filters} />
      <details className="group">
        <summary className="absolute top-8 right-0 inline-flex min-h-[32px] list-none items-center gap-8 rounded border border-line-strong bg-raised px-12 font-semibold text-sm hover:border-ink-2 pointer-coarse:min-h-[40px] [&::-webkit-details-marker]:hidden">
          Filters
          <span aria-hidden className="group-open:rotate-180">
            ▾
          </span>
        </summary>
        <div className="pt-8">
          <FilterLine label="Level" options={options("level", LEVELS, (level) => level)} />
          <FilterLine label="Interview" options={options("interview", INTERVIEW_LEVELS, (level) => level)} />
          <FilterLine
            label="Format"
            options={options("format", FORMATS, (format) => FORMAT_NAMES[format].toLowerCase())}
          />
          <FilterLine
            label="Answered"
            options={options("answered", ANSWERED_STATES, (state) => ANSWERED_NAMES[state])}
          />
          <FilterLine label="Yours" options={ownOptions(filters, lists)} />
        </div>
      </details>
    </div>
  );
}

/** Favourites, what has a note, and the own lists; each is set and taken away by itself. */
function ownOptions(filters: StudyFilters, lists: readonly OwnListSummaryDto[]) {
  const { starred, noted, list } = filters;
  const nothing = { starred: undefined, noted: undefined, list: undefined };
  return [
    { text: "any", href: studyListUrl({ ...filters, ...nothing }), current: !starred && !noted && !list },
    {
      text: "favourites",
      href: studyListUrl({ ...filters, starred: starred ? undefined : "yes" }),
      current: starred !== undefined,
    },
    {
      text: "with a note",
      href: studyListUrl({ ...filters, noted: noted ? undefined : "yes" }),
      current: noted !== undefined,
    },
    ...lists.map(({ id, name }) => ({
      text: name,
      href: studyListUrl({ ...filters, set: undefined, list: list === id ? undefined : id }),
      current: list === id,
    })),
  ];
}
