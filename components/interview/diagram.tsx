import { StaticRunFigure } from "@/components/engine-view/static-run-figure";
import { interviewRun, interviewRunStartStep } from "@/lib/shared/content/interview-runs";
import type { RungQuestion } from "@/lib/shared/interview/rung-schema";
import { Drawing } from "./drawings";

/** What a model answer shows: a drawing, or a run of the engine. */
export function Diagram({ diagram }: { diagram: RungQuestion["diagram"] }) {
  if (diagram.kind === "drawing") return <Drawing name={diagram.drawing} />;
  return <StaticRunFigure trace={interviewRun(diagram.run)} startStep={interviewRunStartStep(diagram.run)} />;
}
