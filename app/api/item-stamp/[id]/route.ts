import { repositoryRoot } from "@/lib/server/content/content-files";
import { itemStampMillis } from "@/lib/server/content/item-stamp";

/** For the writer of an item, in development: when its file was last written. The live preview asks again and again. */
export async function GET(_request: Request, { params }: RouteContext<"/api/item-stamp/[id]">): Promise<Response> {
  if (process.env.NODE_ENV !== "development") return new Response(null, { status: 404 });
  const { id } = await params;
  const stampMillis = itemStampMillis(repositoryRoot(), id);
  return Response.json({ stampMillis }, { headers: { "cache-control": "no-store" } });
}
