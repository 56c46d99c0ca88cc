/** What pages say to the service worker, each with a port for the answer. */
export type ToServiceWorker =
  /** Keep at most `count` more of what is missing. */
  | { readonly kind: "keep"; readonly count: number }
  /** The learner has asked for the new version. */
  | { readonly kind: "take-over" };

/** How much of everything is on the device. */
export interface KeepProgress {
  readonly keptCount: number;
  readonly totalCount: number;
  /** Of the built files alone; what pages and content weigh is known only once they are there. */
  readonly keptBytes: number;
  readonly totalBytes: number;
  /** How many of this round could not be fetched. */
  readonly failedCount: number;
}
