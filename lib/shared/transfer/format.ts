/** What is known of an export without its schema, so that a page need not load it. */

/** The word by which an export is known. */
export const EXPORT_FORMAT = "tidemark-export";
/** Raised whenever an older Tidemark could not read a file of the newer one any more. */
export const EXPORT_VERSION = 1;
/** The largest file that is read in, in bytes. */
export const IMPORT_BYTES_MAX = 100 * 1024 * 1024;

/** What a learner writes to delete everything. */
export const DELETE_WORD = "delete";
