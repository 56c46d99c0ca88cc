/**
 * The adapters of all families that the engine covers, by family name.
 */
import type { FamilyAdapter } from "../adapter";
import { asyncIo } from "./async-io";
import { broadcast } from "./broadcast";
import { cep, cepReplays } from "./cep";
import { executionPlans } from "./execution-plans";
import { intervalJoin } from "./interval-join";
import { jobGraphs, largeJobGraphs } from "./job-graphs";
import { jobs } from "./jobs";
import { keyGroups } from "./key-groups";
import { partitioners } from "./partitioners";
import { processFunctions } from "./process-functions";
import { rescale } from "./rescale";
import { rollingAggregates } from "./rolling-aggregates";
import { splitWatermarks } from "./split-watermarks";
import { stateTtl } from "./state-ttl";
import { halfKeyed, twoInputs } from "./two-inputs";
import { watermarkGenerators } from "./watermark-generators";
import { watermarkValve } from "./watermark-valve";
import { customWindows } from "./custom-windows";
import { windowJoin } from "./window-join";
import { windows } from "./windows";

export const FAMILY_ADAPTERS: readonly FamilyAdapter[] = [
  asyncIo,
  broadcast,
  cep,
  cepReplays,
  executionPlans,
  halfKeyed,
  intervalJoin,
  jobGraphs,
  jobs,
  largeJobGraphs,
  keyGroups,
  partitioners,
  processFunctions,
  rescale,
  rollingAggregates,
  splitWatermarks,
  stateTtl,
  twoInputs,
  watermarkGenerators,
  watermarkValve,
  customWindows,
  windowJoin,
  windows,
];
