import type { Metadata } from "next";
import { Suspense } from "react";
import { SearchRoom } from "@/components/offline/rooms";

export const metadata: Metadata = { title: "Search on this device" };

/** Search without the server. */
export default function OfflineSearchPage() {
  return (
    <Suspense>
      <SearchRoom />
    </Suspense>
  );
}
