/** The filters of the study pages, as they stand in the address, so that a list can be linked and gone back to. */
import {
  FORMATS,
  type Format,
  INTERVIEW_LEVELS,
  type InterviewLevel,
  LEVELS,
  type Level,
  PRIMITIVES,
  type Primitive,
  PROBLEM_SHAPES,
  type ProblemShape,
  TOPICS,
  type Topic,
} from "./vocabulary";
import { rowIdSchema } from "../schemas/common";
import { FAVOURITES_LIST } from "./list-walk";

export const ANSWERED_STATES = ["not-yet", "to-repeat", "right", "due"] as const;
/** `to-repeat`: answered, the last time not fully right; `due`: its card is to be reviewed. */
export type AnsweredState = (typeof ANSWERED_STATES)[number];

export interface StudyFilters {
  readonly set?: string;
  readonly topic?: Topic;
  readonly level?: Level;
  readonly interview?: InterviewLevel;
  readonly primitive?: Primitive;
  readonly shape?: ProblemShape;
  readonly format?: Format;
  readonly answered?: AnsweredState;
  /** Only favourites. */
  readonly starred?: "yes";
  /** Only what the learner wrote a note on. */
  readonly noted?: "yes";
  /** The id of one of the learner's own lists, or `FAVOURITES_LIST`. */
  readonly list?: string;
  /** Words that the question, or what is said about it, holds. */
  readonly q?: string;
}

/** The longest text to filter by, in characters. */
export const FILTER_TEXT_LENGTH_MAX = 100;

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

function oneOf<T extends string>(values: readonly T[], value: string | string[] | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}

/** Reads the list that an address names, the favourites among them; whatever is none counts as not named. */
export function parseListId(value: string | readonly string[] | undefined): string | undefined {
  return value === FAVOURITES_LIST ? value : rowIdSchema.safeParse(value).data;
}

/** Reads the filters of an address; whatever is unknown counts as not set. */
export function parseFilters(params: SearchParams): StudyFilters {
  const { set, list, q } = params;
  const text = typeof q === "string" ? q.trim().slice(0, FILTER_TEXT_LENGTH_MAX) : "";
  return {
    set: typeof set === "string" && /^[a-z0-9-]{1,60}$/.test(set) ? set : undefined,
    topic: oneOf(TOPICS, params.topic),
    level: oneOf(LEVELS, params.level),
    interview: oneOf(INTERVIEW_LEVELS, params.interview),
    primitive: oneOf(PRIMITIVES, params.primitive),
    shape: oneOf(PROBLEM_SHAPES, params.shape),
    format: oneOf(FORMATS, params.format),
    answered: oneOf(ANSWERED_STATES, params.answered),
    starred: oneOf(["yes"], params.starred),
    noted: oneOf(["yes"], params.noted),
    list: parseListId(list),
    q: text === "" ? undefined : text,
  };
}

/** The filters as a query with its question mark, or an empty text. */
export function filterQuery(filters: StudyFilters, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...more })) {
    if (value !== undefined) query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The same filters in another place: a set, a topic and the like exclude each other, the rest stays. */
export function placeOfFilters(filters: StudyFilters, place: Partial<StudyFilters>): StudyFilters {
  const nowhere = { set: undefined, list: undefined, topic: undefined, interview: undefined };
  return { ...filters, ...nowhere, primitive: undefined, shape: undefined, ...place };
}

/** The address of the list. */
export function studyListUrl(filters: StudyFilters = {}): string {
  return `/study${filterQuery(filters)}`;
}

/** The address of an item, in the list it was opened from; with `answer` that answer's review. */
export function studyItemUrl(itemId: string, filters: StudyFilters = {}, answer?: string): string {
  return `/study/${itemId}${filterQuery(filters, answer === undefined ? {} : { answer })}`;
}
