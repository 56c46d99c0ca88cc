/**
 * The adapters of all families that the engine covers, by family name.
 */
import type { FamilyAdapter } from "../adapter";
import { keyGroups } from "./key-groups";
import { processFunctions } from "./process-functions";
import { rollingAggregates } from "./rolling-aggregates";
import { watermarkGenerators } from "./watermark-generators";
import { watermarkValve } from "./watermark-valve";
import { windows } from "./windows";

export const FAMILY_ADAPTERS: readonly FamilyAdapter[] = [
  keyGroups,
  processFunctions,
  rollingAggregates,
  watermarkGenerators,
  watermarkValve,
  windows,
];
