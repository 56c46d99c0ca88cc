/**
 * The door of the connectors area: contracts of sources and sinks, and the built-in ones.
 */
export {
  type CollectedRecord,
  CollectingSink,
  type CollectingSinkOptions,
  CollectingWriter,
  type DeliveryGuarantee,
} from "./collecting-sink";
export { createCollectionSource } from "./collection-source";
export { createPrintSink, PrintSink } from "./print-sink";
export { createScriptedSource, type ScriptedElement, type ScriptedSourceOptions } from "./scripted-source";
export type { Sink } from "./sink";
export type { ReaderOutput, ReaderStatus, Source, SourceReader, SourceSplit, SplitSource } from "./source";
export { SourceOperator } from "./source-operator";
