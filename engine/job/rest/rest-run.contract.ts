/**
 * What the tests of the REST answers share: a pipeline whose times follow from its costs, and how to ask.
 */
import { expect } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  type JobClient,
  type LocalEnvironmentOptions,
  type RestValue,
} from "../../index";

export type Body = { readonly [name: string]: RestValue };

/** Numbers through "fast" (2 ms each) and "slow" (5 ms each), each its own task; the source takes no time. */
export function startPipeline(count: number, options: LocalEnvironmentOptions = {}) {
  const costs = {
    records: [
      { operator: "fast", millis: 2 },
      { operator: "slow", millis: 5 },
    ],
  };
  const env = createLocalEnvironment({ costs, ...options });
  env.setParallelism(1);
  env
    .fromSequence(1, count)
    .map((n) => n)
    .name("fast")
    .startNewChain()
    .map((n) => n)
    .name("slow")
    .startNewChain()
    .sinkTo(new CollectingSink());
  return env.execute("pipeline");
}

export function runTo(job: JobClient, millis: number): void {
  for (let outcome = job.step(1); outcome.processingTime <= millis; outcome = job.step(1)) {
    if (outcome.reason !== "budget") throw new Error(`the job is over at ${outcome.processingTime}`);
  }
}

export function get(job: JobClient, path: string): RestValue {
  const { status, body } = job.rest(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

/** The path of the vertex whose name begins so. */
export function pathOf(job: JobClient, name: string): string {
  const { id } = (get(job, "/jobs") as { jobs: { id: string }[] }).jobs[0] as { id: string };
  const vertex = job.plan.vertices.find((candidate) => candidate.name.startsWith(name));
  return `/jobs/${id}/vertices/${vertex?.id}`;
}

export function jobPath(job: JobClient): string {
  return pathOf(job, "").split("/vertices")[0] as string;
}
