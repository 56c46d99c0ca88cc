"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import type { ExampleRunProps } from "@/components/engine-view/example-run";

/** How far below the screen the run is made already, so that it stands when one comes to it. */
const AHEAD = "300px";

const ExampleRun = dynamic(() => import("@/components/engine-view/example-run").then((module) => module.ExampleRun), {
  ssr: false,
  loading: () => <p className="min-h-[420px] py-34 text-ink-2">Drawing the run</p>,
});

/** The run of an answer's figure. Its code is loaded, and the engine runs it, when the reader comes near. */
export function AnswerFigure(run: ExampleRunProps) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="min-h-[420px]">
      {near ? <ExampleRun {...run} /> : null}
    </div>
  );
}
