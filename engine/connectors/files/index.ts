/**
 * Files outside of jobs, and the sink that writes them.
 */
export {
  BasePathBucketAssigner,
  type BucketAssigner,
  type BucketAssignerContext,
  DateTimeBucketAssigner,
} from "./bucket-assigner";
export {
  FileSink,
  OutputFileConfig,
  type OutputFileConfigBuilder,
  type RowFormatBuilder,
  SimpleStringEncoder,
} from "./file-sink";
export type { Encoder, FileSinkCommittable, FileWriterBucketState } from "./file-writer";
export {
  DefaultRollingPolicy,
  type DefaultRollingPolicyBuilder,
  OnCheckpointRollingPolicy,
  type PartFileInfo,
  type RollingPolicy,
} from "./rolling-policy";
export { SimulatedFileSystem, type SimulatedPath } from "./simulated-file-system";
