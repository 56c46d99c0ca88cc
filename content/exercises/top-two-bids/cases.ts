/** The runs of the exercise. */
import { arriving, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type Bid = { auction: string; bidId: string; cents: number };

function bid(auction: string, bidId: string, cents: number): Bid {
  return { auction, bidId, cents };
}

const ONE_AUCTION: readonly Bid[] = [bid("A", "p1", 10), bid("A", "p2", 20), bid("A", "p3", 15), bid("A", "p4", 5)];

const TIES: readonly Bid[] = [
  bid("A", "a1", 100),
  bid("B", "b1", 70),
  bid("A", "a2", 100),
  bid("A", "a3", 100),
  bid("B", "b2", 90),
  bid("B", "b3", 70),
  bid("A", "a4", 120),
  bid("A", "a5", 100),
  bid("B", "b4", 90),
];

const EVENING: readonly Bid[] = Array.from({ length: 150 }, (_, index) =>
  bid(`auction-${(index * 7) % 6}`, `bid-${index}`, 100 + index * 3 + ((index * 53) % 97) * 4),
);

/** All bids of an auction in one partition, as a topic keyed by auction holds them. */
function partitionOfAuction(it: Bid): number {
  return Number(it.auction.slice("auction-".length)) % 2;
}

export const cases: readonly CaseDefinition[] = [
  {
    id: "one-auction",
    title: "One auction, four bids",
    visible: true,
    inputs: [arriving("bids", ONE_AUCTION, { gapMillis: 1_000 })],
  },
  {
    id: "equal-bids",
    title: "Two auctions with equal bids",
    visible: true,
    inputs: [arriving("bids", TIES, { gapMillis: 1_000 })],
  },
  {
    id: "an-evening",
    title: "An evening of bids",
    visible: false,
    inputs: [arriving("bids", EVENING, { gapMillis: 400 })],
  },
  {
    id: "more-partitions",
    title: "Two partitions, three subtasks",
    visible: false,
    inputs: [arriving("bids", EVENING, { gapMillis: 400, partitionOf: partitionOfAuction })],
    settings: { parallelism: 3 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost in the middle of the evening",
    visible: false,
    inputs: [arriving("bids", EVENING, { gapMillis: 400, partitionOf: partitionOfAuction })],
    settings: { parallelism: 2, checkpointIntervalMillis: 3_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 70 }],
  },
];
