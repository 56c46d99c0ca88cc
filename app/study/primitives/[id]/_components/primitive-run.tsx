"use client";

/** The example of a primitive: run in this page, to travel through. */
import { useMemo } from "react";
import { ExampleRun } from "@/components/engine-view/example-run";
import { PRIMITIVE_RUN, type PrimitiveMeta, primitiveRun } from "@/lib/shared/scenes/primitive-schema";

export function PrimitiveRun({ meta, program }: { meta: PrimitiveMeta; program: string }) {
  const runMeta = useMemo(() => primitiveRun(meta), [meta]);
  const { view, operator } = meta;
  return (
    <div className="mt-18">
      <ExampleRun meta={runMeta} variant={PRIMITIVE_RUN} {...{ program, view, operator }} />
    </div>
  );
}
