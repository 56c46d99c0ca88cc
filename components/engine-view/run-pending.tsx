/** What stands in place of a run that is not there yet, or did not come about: `sentence` says why. */
export function RunPending({ sentence }: { sentence: string | null }) {
  return (
    <p role="status" className="min-h-[420px] px-24 py-34 text-ink-2 max-sm:px-18">
      {sentence === null
        ? "Running the job in this page."
        : `The run did not come about: ${sentence} Load the page again to try once more.`}
    </p>
  );
}
