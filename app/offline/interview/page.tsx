import type { Metadata } from "next";
import { Suspense } from "react";
import { InterviewRoom } from "@/components/offline/rooms";

export const metadata: Metadata = { title: "Interview on this device" };

/** The mock interview without the server. */
export default function OfflineInterviewPage() {
  return (
    <Suspense>
      <InterviewRoom />
    </Suspense>
  );
}
