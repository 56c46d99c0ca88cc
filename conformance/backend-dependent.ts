/**
 * What Flink leaves to the state backend. Recordings were made on the heap; on the log-structured one ("rocksdb") these
 * observations differ in Flink too, and are the only ones that are not compared there. Everything else must be equal.
 *
 *   order    maps, all keys of a state and buffers of interval joins are read in the order of their bytes, not of a hash:
 *            where an exact comparison fails, outputs of a step and lists in them are compared without their order
 *   counts   each entry of a map counts, nothing is left of an empty one, clean-up comes with compactions: numbers of
 *            entries are left out then
 */
import type { Recording } from "./adapter";

/** The name of a partly compared recording. */
export const WITHOUT_ORDER_AND_COUNTS = "but for order and counts";

/** The value without what depends on the backend. */
export function withoutOrderAndCounts(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value[0] === "x") return value;
    return value
      .filter((item) => !isCount(item))
      .map((item) => withoutOrderAndCounts(item))
      .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== "stateEntries");
  return Object.fromEntries(fields.map(([name, member]) => [name, withoutOrderAndCounts(member)]));
}

/** `["n", count]`: how many entries there are after a step. */
function isCount(item: unknown): boolean {
  return Array.isArray(item) && item.length === 2 && item[0] === "n" && typeof item[1] === "number";
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}

type Dependence = {
  readonly families: readonly string[];
  readonly reason: string;
  /** Whether the recording does it. */
  readonly applies: (recording: Recording, text: string) => boolean;
};

const COMMANDS = ["process-functions", "state-ttl", "rescale"];

/** What changes all that follows, so that such a recording, where it differs, cannot be compared. */
const DEPENDENCES: readonly Dependence[] = [
  {
    families: COMMANDS,
    reason: "changes a value in place without writing it back, which is lost where reads are copies",
    applies: (_, text) => text.includes('"bag.append"'),
  },
  {
    families: COMMANDS,
    reason: "removes or changes an entry by its place in the order of a map",
    applies: (_, text) => text.includes('"map.iterator.remove"') || text.includes('"map.entry.setValue"'),
  },
  {
    families: COMMANDS,
    reason: "adds a list with a null in it: nothing is added, where the heap adds what stands in front",
    applies: (_, text) => /"list\.addAll",\[[^\]]*null/.test(text),
  },
  {
    families: ["state-ttl"],
    reason: "puts null under a time to live: refused when it is written, where the heap refuses the snapshot",
    applies: (_, text) => /"(reducing\.add|map\.put|map\.putAll)"[^\]]*null/.test(text),
  },
  {
    families: ["state-ttl"],
    reason: "reads what has expired and may not have been cleaned up: the heap cleans up with accesses",
    applies: (_, text) => text.includes('"ReturnExpiredIfNotCleanedUp"'),
  },
  {
    families: ["state-ttl"],
    reason: "cleans up in full snapshots, which neither files nor a log are",
    applies: (_, text) => text.includes('"cleanupFullSnapshot":true'),
  },
  {
    families: ["broadcast"],
    reason: "goes on with the key that was visited last",
    applies: (_, text) => text.includes('"apply"'),
  },
  {
    families: ["windows", "custom-windows"],
    reason: "merges windows by a function that minds the order: merged sources come first, on the heap the target",
    applies: (_, text) => text.includes("Session"),
  },
  {
    families: ["windows", "custom-windows"],
    reason: "keeps a minimum in a record that several windows hold: on the heap they share it",
    applies: ({ program }) => ["min", "max", "sum"].includes(program.function as string),
  },
];

/** Why a recording that differs may do so; null when there is no reason. */
export function dependenceOn(family: string, recording: Recording): string | null {
  const text = JSON.stringify(recording);
  const dependence = DEPENDENCES.find(({ families, applies }) => families.includes(family) && applies(recording, text));
  return dependence?.reason ?? null;
}
