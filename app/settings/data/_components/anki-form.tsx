import { Button } from "@/components/ui/button";
import { FIELD } from "@/components/review/field-class";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { listItems } from "@/lib/server/content/study-list";
import { listOwnLists } from "@/lib/server/data/library/own-lists";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import { filterQuery, type StudyFilters } from "@/lib/shared/content/study-filters";
import { TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";

interface Choice {
  readonly label: string;
  readonly filters: StudyFilters;
  readonly count: number;
}

/** Which questions go into a deck for Anki; what would be empty is not offered. */
export async function AnkiForm({ profileId }: { profileId: string | null }) {
  const { items, sets } = loadStudyContent();
  const topics = TOPICS.map((topic) => ({
    label: TOPIC_NAMES[topic],
    filters: { topic },
    count: items.filter(({ meta }) => meta.topic === topic).length,
  }));
  const tracks = sets.map((set) => ({ label: set.title, filters: { set: set.id }, count: set.items.length }));
  return (
    <form action="/api/data/anki" method="get" className="mt-12 flex flex-wrap items-end gap-12">
      <label className="block max-w-full">
        <span className="pane-heading">Questions</span>
        <select name="of" className={`${FIELD} max-w-full`}>
          <Option label="Everything" filters={{}} count={items.length} />
          <Group label="Yours" choices={await ownChoices(profileId)} />
          <Group label="Topics" choices={topics} />
          <Group label="Tracks" choices={tracks} />
        </select>
      </label>
      <Button type="submit" className="min-h-[40px]">
        Make the deck
      </Button>
    </form>
  );
}

async function ownChoices(profileId: string | null): Promise<Choice[]> {
  const lists = await listOwnLists(profileId);
  const wanted: Omit<Choice, "count">[] = [
    { label: "Due today", filters: { answered: "due" } },
    { label: "Favourites", filters: { starred: "yes" } },
    ...lists.map(({ id, name }) => ({ label: name, filters: { list: id } })),
  ];
  return Promise.all(
    wanted.map(async (choice) => ({
      ...choice,
      count: listItems(choice.filters, await loadStudyOwn(profileId, choice.filters)).length,
    })),
  );
}

function Group({ label, choices }: { label: string; choices: readonly Choice[] }) {
  const offered = choices.filter(({ count }) => count > 0);
  if (offered.length === 0) return null;
  return (
    <optgroup label={label}>
      {offered.map((choice) => (
        <Option key={filterQuery(choice.filters)} {...choice} />
      ))}
    </optgroup>
  );
}

function Option({ label, filters, count }: Choice) {
  return <option value={filterQuery(filters).slice(1)}>{`${label} (${count})`}</option>;
}
