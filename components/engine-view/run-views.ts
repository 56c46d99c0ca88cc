/** The views of a run, by the names that links to a step use. */
export const RUN_VIEWS = [
  { id: "event-time", label: "Event time" },
  { id: "cluster", label: "Cluster" },
  { id: "checkpoints", label: "Checkpoints" },
  { id: "outside", label: "Outside" },
  { id: "state", label: "State" },
] as const;

export type RunViewId = (typeof RUN_VIEWS)[number]["id"];
