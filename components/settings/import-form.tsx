"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState, useTransition } from "react";
import { FIELD } from "@/components/review/field-class";
import { Button } from "@/components/ui/button";
import { IMPORT_BYTES_MAX } from "@/lib/shared/transfer/format";
import type { ImportReport } from "@/lib/shared/transfer/import-report";
import { ImportCounts } from "./import-counts";

type Stage =
  | { name: "choosing" }
  | { name: "refused"; message: string }
  | { name: "previewed"; file: File; report: ImportReport }
  | { name: "applied"; report: ImportReport };

const NO_ANSWER = "The server did not answer, so nothing was changed. Try again.";

async function send(file: File, apply: boolean): Promise<ImportReport | { readonly message: string }> {
  if (file.size > IMPORT_BYTES_MAX) {
    const limit = IMPORT_BYTES_MAX / 1024 / 1024;
    return { message: `The file is larger than ${limit} MB, which is more than can be read in at once.` };
  }
  try {
    const response = await fetch(`/api/data/import?apply=${apply ? "yes" : "no"}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: file,
    });
    const answer = (await response.json()) as ImportReport | { error: { message: string } };
    return "error" in answer ? answer.error : answer;
  } catch {
    return { message: NO_ANSWER };
  }
}

/** Takes an export, says what reading it in would do, and does it when the learner agrees. */
export function ImportForm() {
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ name: "choosing" });
  const [pending, startTransition] = useTransition();
  const chooser = useRef<HTMLInputElement>(null);

  function preview({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    if (file === undefined) return setStage({ name: "choosing" });
    startTransition(async () => {
      const answer = await send(file, false);
      setStage("message" in answer ? { name: "refused", ...answer } : { name: "previewed", file, report: answer });
    });
  }

  function apply(file: File) {
    startTransition(async () => {
      const answer = await send(file, true);
      if ("message" in answer) return setStage({ name: "refused", ...answer });
      setStage({ name: "applied", report: answer });
      if (chooser.current !== null) chooser.current.value = "";
      router.refresh();
    });
  }

  return (
    <div className="mt-18">
      <label className="block">
        <span className="pane-heading">File</span>
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json"
          onChange={preview}
          disabled={pending}
          className={`${FIELD} w-full max-w-[520px] py-8`}
        />
      </label>
      <div role="status" className="mt-12">
        {pending && <p className="text-ink-2">Reading the file</p>}
        {!pending && stage.name === "previewed" && <PreviewWords report={stage.report} />}
        {!pending && stage.name === "applied" && (
          <p className="font-semibold">Read in. What the table says has been done.</p>
        )}
      </div>
      {stage.name === "refused" && !pending && (
        <p role="alert" className="max-w-[42rem] text-fail-text">
          {stage.message}
        </p>
      )}
      {(stage.name === "previewed" || stage.name === "applied") && <ImportCounts report={stage.report} />}
      {stage.name === "previewed" && stage.report.changes && (
        <Button
          weight="primary"
          className="mt-18 min-h-[40px] px-18"
          disabled={pending}
          onClick={() => apply(stage.file)}
        >
          Read it in
        </Button>
      )}
    </div>
  );
}

function PreviewWords({ report }: { report: ImportReport }) {
  const written = `Exported on ${report.exportedAt.slice(0, 10)}.`;
  return report.changes ? (
    <p>{written} Nothing has been changed yet. This is what reading it in would do:</p>
  ) : (
    <p>{written} Everything in it is here already, or newer here, so there is nothing to read in.</p>
  );
}
