import type { Metadata } from "next";
import { Suspense } from "react";
import { StudyRoom } from "@/components/offline/rooms";

export const metadata: Metadata = { title: "Study on this device" };

/** Study without the server. The document is the same for every question, so one copy of it on the device is enough. */
export default function OfflineStudyPage() {
  return (
    <Suspense>
      <StudyRoom />
    </Suspense>
  );
}
