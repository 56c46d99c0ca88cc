/** What connectors keep in state, or send to each other, as instances of classes: for savepoints. */
import type { CodecClass } from "../types/index";
import { CommittableSummary, CommittableWithLineage } from "./committable-message";
import { TopicPartition } from "./kafka/topic-partition";

export const CONNECTOR_CLASSES: readonly CodecClass[] = [
  { name: "CommittableSummary", prototype: CommittableSummary.prototype },
  { name: "CommittableWithLineage", prototype: CommittableWithLineage.prototype },
  { name: "TopicPartition", prototype: TopicPartition.prototype },
];
