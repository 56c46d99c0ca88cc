import "client-only";
import { OWN_DATA } from "@/lib/shared/offline/cache-rules";
import type { OwnData } from "@/lib/shared/offline/own-data";

/** The learner's own data: from the server, else as this device last heard of it. Rejects when it has never heard of it. */
export async function loadOwnData(): Promise<OwnData> {
  const response = await fetch(OWN_DATA);
  if (!response.ok) throw new Error(`the learner's own data cannot be read: ${response.status}`);
  return (await response.json()) as OwnData;
}
