import { useEffect, useRef } from "react";
import { readStepHash, type StepLink, stepHash } from "@/lib/shared/trace-model/step-link";

/** The address follows the cursor once that has rested for so long. */
const REST_MILLIS = 300;

/** The hash that this page wrote last: another one came with a link. */
let written = "";

/**
 * Keeps the address of the page on the step at the cursor, and goes to the step that a link names when the run is first
 * shown. `go` is told of a link whose step the run has.
 */
export function useStepLink(here: StepLink, lastStep: number, go: ((link: StepLink) => void) | null): void {
  const { step, view } = here;
  const start = useRef({ lastStep, go });
  const moved = useRef(false);

  useEffect(() => {
    const { lastStep: last, go: follow } = start.current;
    if (follow === null || location.hash === written) return;
    const link = readStepHash(location.hash);
    if (link !== null && link.step <= last) follow(link);
  }, []);

  useEffect(() => {
    if (start.current.go === null) return;
    if (!moved.current) {
      moved.current = true;
      return;
    }
    const timer = setTimeout(() => {
      written = stepHash({ step, view });
      history.replaceState(history.state, "", written);
    }, REST_MILLIS);
    return () => clearTimeout(timer);
  }, [step, view]);
}
