import type { Metadata } from "next";
import { Suspense } from "react";
import { ReviewRoom } from "@/components/offline/rooms";

export const metadata: Metadata = { title: "Review on this device" };

/** The queue of the day without the server. */
export default function OfflineReviewPage() {
  return (
    <Suspense>
      <ReviewRoom />
    </Suspense>
  );
}
