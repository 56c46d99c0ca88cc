"use client";

import { useState } from "react";
import { Button } from "./button";

/** A button that puts a text on the clipboard and says whether it is there. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("The browser did not allow it");
    }
  }

  return (
    <span className="flex items-center gap-12">
      <Button onClick={() => void copy()} className="min-h-[40px]">
        {label}
      </Button>
      <span role="status" className="text-ink-2 text-sm">
        {said}
      </span>
    </span>
  );
}
