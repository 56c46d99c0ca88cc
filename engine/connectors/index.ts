/**
 * The door of the connectors area: contracts of sources and sinks, and the built-in ones.
 */
export {
  type CollectedRecord,
  CollectingSink,
  type CollectingSinkOptions,
  Collected,
  CollectingWriter,
} from "./collecting-sink";
export { DeliveryGuarantee } from "./delivery-guarantee";
export * from "./files/index";
export * from "./http/index";
export * from "./jdbc/index";
export * from "./kafka/index";
export { createCollectionSource } from "./collection-source";
export { DataGeneratorSource, type DataGeneratorFunction, type GeneratorLike } from "./data-generator-source";
export { FileSource, FileSourceBuilder, type StreamFormat, TextLineInputFormat } from "./file-source";
export type { InMemoryFile } from "./in-memory-files";
export { NumberSequenceSource } from "./number-sequence-source";
export { createPrintSink, PrintSink } from "./print-sink";
export { type RateLimiter, RateLimiterStrategy } from "./rate-limiter";
export { createScriptedSource, type ScriptedElement, type ScriptedSourceOptions } from "./scripted-source";
export { type CommittableMessage, CommittableSummary, CommittableWithLineage } from "./committable-message";
export { CommitterOperator } from "./committer-operator";
export { type CommitterFactory, GlobalCommitterOperator } from "./global-committer-operator";
export {
  type CommitRequest,
  type Committer,
  type CommitterInitContext,
  type CommittingSinkWriter,
  type OperatorSink,
  type Sink,
  type SinkWriter,
  type SinkWriterContext,
  type StatefulSinkWriter,
  type SupportsCommitter,
  type SupportsWriterState,
  supportsCommitter,
  type WriterInitContext,
} from "./sink";
export { SinkWriterOperator } from "./sink-writer-operator";
export { type SourceContext, type SourceFunction, type SourcePause, StreamSource } from "./source-function";
export type {
  ReaderOutput,
  ReaderStatus,
  Source,
  SourceReader,
  SourceReaderContext,
  SourceSplit,
  SplitDiscovery,
  SplitSource,
} from "./source";
export { SourceOperator } from "./source-operator";
export { CONNECTOR_CLASSES } from "./connector-classes";
