/** A record's whole life in a few sentences: where it came from, where it went, what became of it and why. */
import { RecordExplainer, type TraceLog } from "@tidemark/engine/trace";
import { indexOf } from "./trace-index";

const explainers = new WeakMap<TraceLog, RecordExplainer>();

function explainerOf(trace: TraceLog): RecordExplainer {
  let explainer = explainers.get(trace);
  if (explainer === undefined) {
    const { format } = indexOf(trace);
    explainer = new RecordExplainer(trace, {
      formatTime: (time) => format.time(time),
      formatWindow: (start, end) => format.window(start, end),
    });
    explainers.set(trace, explainer);
  }
  return explainer;
}

/** One string of sentences; empty for a record that the trace does not know. */
export function recordLife(trace: TraceLog, record: number): string {
  return explainerOf(trace).explain(record)?.sentences.join(" ") ?? "";
}
