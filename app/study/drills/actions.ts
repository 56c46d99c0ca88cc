"use server";

import { z } from "zod";
import { reviewDrill } from "@/lib/server/content/review-drill";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { drillPlaceSchema, drillResponseSchema } from "@/lib/shared/drills/drill";
import type { DrillReview } from "@/lib/shared/drills/review";

const inputSchema = z.strictObject({ place: drillPlaceSchema, response: drillResponseSchema });

/** Runs a drill and compares the learner's prediction with it, part by part. Nothing is kept. */
export async function checkDrill(input: unknown): Promise<ActionResult<DrillReview>> {
  return asActionResult(async () => {
    const { place, response } = parseInput(inputSchema, input);
    return reviewDrill(place, response);
  });
}
