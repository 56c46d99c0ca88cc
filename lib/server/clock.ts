import "server-only";
import { headers } from "next/headers";
import { readEnvironment } from "./env";

/** The header by which a browser test tells the server its moment, as an ISO text. */
export const TEST_CLOCK_HEADER = "x-tidemark-test-clock";

/**
 * The moment of a request. Only a server that was started with TIDEMARK_TEST_CLOCK=1 lets a request tell it; every
 * other one takes its own clock, whatever the header says.
 */
export function momentOf(given: string | null, { testClock }: { readonly testClock: boolean }): Date {
  if (!testClock || given === null) return new Date();
  const moment = new Date(given);
  if (Number.isNaN(moment.getTime())) throw new Error(`${TEST_CLOCK_HEADER}: "${given}" is no moment`);
  return moment;
}

/** The moment of the request that is being answered. */
export async function requestMoment(): Promise<Date> {
  const { testClock } = readEnvironment();
  return momentOf(testClock ? (await headers()).get(TEST_CLOCK_HEADER) : null, { testClock });
}
