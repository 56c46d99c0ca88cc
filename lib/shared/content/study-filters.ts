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

export const ANSWERED_STATES = ["not-yet", "to-repeat", "right"] as const;
/** `to-repeat`: answered, the last time not fully right. */
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
}

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

function oneOf<T extends string>(values: readonly T[], value: string | string[] | undefined): T | undefined {
  return values.find((candidate) => candidate === value);
}

/** Reads the filters of an address; whatever is unknown counts as not set. */
export function parseFilters(params: SearchParams): StudyFilters {
  const { set } = params;
  return {
    set: typeof set === "string" && /^[a-z0-9-]{1,60}$/.test(set) ? set : undefined,
    topic: oneOf(TOPICS, params.topic),
    level: oneOf(LEVELS, params.level),
    interview: oneOf(INTERVIEW_LEVELS, params.interview),
    primitive: oneOf(PRIMITIVES, params.primitive),
    shape: oneOf(PROBLEM_SHAPES, params.shape),
    format: oneOf(FORMATS, params.format),
    answered: oneOf(ANSWERED_STATES, params.answered),
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
  const nowhere = { set: undefined, topic: undefined, interview: undefined, primitive: undefined, shape: undefined };
  return { ...filters, ...nowhere, ...place };
}

/** The address of the list. */
export function studyListUrl(filters: StudyFilters = {}): string {
  return `/study${filterQuery(filters)}`;
}

/** The address of an item, in the list it was opened from; with `answer` that answer's review. */
export function studyItemUrl(itemId: string, filters: StudyFilters = {}, answer?: string): string {
  return `/study/${itemId}${filterQuery(filters, answer === undefined ? {} : { answer })}`;
}
