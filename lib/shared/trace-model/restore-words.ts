/** Where the state of a restore comes from: a checkpoint of this run, or what an earlier run stored. */
type Restore = { readonly attempt: number; readonly checkpoint: number };

/** Whether the run begins with this restore, from a savepoint or a checkpoint of an earlier run. */
export function startsFromEarlierRun({ attempt, checkpoint }: Restore): boolean {
  return attempt === 0 && checkpoint > 0;
}

/** `checkpoint 3`, or `snapshot 1 of an earlier run`. */
export function originWords(restore: Restore): string {
  return startsFromEarlierRun(restore)
    ? `snapshot ${restore.checkpoint} of an earlier run`
    : `checkpoint ${restore.checkpoint}`;
}
