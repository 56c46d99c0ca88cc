"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const ASK_MILLIS = 1_000;

/** For the writer of an item, in development: shows the page anew whenever the item's file has been written. */
export function LivePreview({ itemId }: { itemId: string }) {
  const router = useRouter();

  useEffect(() => {
    let known: number | null = null;
    async function ask() {
      const response = await fetch(`/api/item-stamp/${itemId}`).catch(() => null);
      if (response?.ok !== true) return;
      const { stampMillis } = (await response.json()) as { stampMillis: number };
      if (known !== null && known !== stampMillis) router.refresh();
      known = stampMillis;
    }
    const timer = setInterval(() => void ask(), ASK_MILLIS);
    return () => clearInterval(timer);
  }, [itemId, router]);

  return null;
}
