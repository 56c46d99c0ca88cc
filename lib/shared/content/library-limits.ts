/** The bounds of notes and own lists. They stand apart from the schemas, so that a page knows them without the schemas. */

/** The longest note in characters. */
export const NOTE_LENGTH_MAX = 20_000;
/** The longest name of a list in characters. */
export const LIST_NAME_LENGTH_MAX = 80;
/** The most lists of one profile. */
export const LIST_COUNT_MAX = 100;
/** The most entries of one list: every question there is, and then some. */
export const LIST_ENTRY_COUNT_MAX = 1_000;
