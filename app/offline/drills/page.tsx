import type { Metadata } from "next";
import { Suspense } from "react";
import { DrillsRoom } from "@/components/offline/rooms";

export const metadata: Metadata = { title: "Trace drills on this device" };

/** Trace drills without the server. */
export default function OfflineDrillsPage() {
  return (
    <Suspense>
      <DrillsRoom />
    </Suspense>
  );
}
