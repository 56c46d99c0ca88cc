import type { SuiteReport } from "./suite-report";

// A rejection that nobody handles would leave the page waiting; thrown again, it ends the worker with an error.
self.addEventListener("unhandledrejection", ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

/** Sends the report to the page that started the worker. */
export function report(suite: SuiteReport): void {
  self.postMessage(suite);
}
