/**
 * The port through which a program is run. Answers to Flink's `PipelineExecutor`: the api knows nobody who runs
 * anything, the composition root hands it one of these.
 */
import type { Program } from "../graph/index";
import type { JobConfiguration } from "./configuration";
import type { JobClient } from "./job-client";

export interface PipelineExecutor {
  /** Makes a job of the program; it is deployed, and stands still until it is stepped. */
  execute(program: Program, configuration: JobConfiguration): JobClient;
}
