"use client";

import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import type { Kept } from "./use-kept";

interface RoomFrameProps<T> {
  kept: Kept<T>;
  children: (value: T) => ReactNode;
}

/** Draws a room when what it is drawn from is on the device; else says what to do to get it there. */
export function RoomFrame<T>({ kept, children }: RoomFrameProps<T>) {
  if (kept.state === "reading") {
    return (
      <div className="page">
        <p role="status" className="text-ink-2">
          Reading what is on this device
        </p>
      </div>
    );
  }
  if (kept.state === "here") return children(kept.value);
  return (
    <div className="page">
      <h1 className="question">This is not on the device yet.</h1>
      <p className="prose mt-12">
        Tidemark keeps its content here in the background after the first visit; that was not finished before the
        network went away. What you have answered is safe and is sent as soon as the server is back.
      </p>
      <p className="mt-24">
        <ButtonLink href="/settings#offline" prefetch={false} className="min-h-[40px] px-18">
          See what is kept
        </ButtonLink>
      </p>
    </div>
  );
}
