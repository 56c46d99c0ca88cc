/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Transaction = { txId: string; card: string; country: string; cents: number; at: number };
type Rule = { ruleId: string; country: string | null; limitCents: number | null; at: number };

function transaction(time: string, txId: string, card: string, country: string, cents: number): Transaction {
  return { txId, card, country, cents, at: at(time) };
}

function rule(time: string, ruleId: string, country: string | null, limitCents: number | null): Rule {
  return { ruleId, country, limitCents, at: at(time) };
}

const MORNING_RULES: readonly Rule[] = [
  rule("09:00:00", "high", null, 50_000),
  rule("09:05:00", "abroad", "BR", 10_000),
  rule("09:20:00", "high", null, 20_000),
  rule("09:30:00", "abroad", "BR", null),
];

/** t-1 before any rule, t-2 at the very beginning of one, t-5 before and t-6 after the limit falls. */
const MORNING: readonly Transaction[] = [
  transaction("08:59:00", "t-1", "c-1", "DE", 90_000),
  transaction("09:00:00", "t-2", "c-2", "DE", 50_001),
  transaction("09:01:00", "t-3", "c-1", "BR", 30_000),
  transaction("09:06:00", "t-4", "c-1", "BR", 60_000),
  transaction("09:19:59", "t-5", "c-2", "DE", 30_000),
  transaction("09:20:00", "t-6", "c-2", "DE", 30_000),
  transaction("09:29:30", "t-7", "c-1", "BR", 12_000),
  transaction("09:31:00", "t-8", "c-1", "BR", 12_000),
];

/** Two versions of one rule that overtake each other, and rules that come long after what they apply to. */
const LATE_RULES: readonly Rule[] = [
  rule("12:00:00", "high", null, 40_000),
  rule("12:10:30", "high", null, 30_000),
  rule("12:10:00", "high", null, 80_000),
  rule("12:15:00", "abroad", "BR", 5_000),
];
const EARLY_TRANSACTIONS: readonly Transaction[] = [
  transaction("12:05:00", "t-1", "c-1", "DE", 45_000),
  transaction("12:10:20", "t-2", "c-1", "DE", 45_000),
  transaction("12:09:50", "t-3", "c-2", "BR", 45_000),
  transaction("12:12:00", "t-4", "c-2", "BR", 45_000),
  transaction("12:16:00", "t-5", "c-1", "BR", 35_000),
];

const COUNTRIES = ["DE", "BR", "FR"];

/** Every seven minutes one of four rules changes, now and then it is withdrawn. */
const DAY_RULES: readonly Rule[] = Array.from({ length: 36 }, (_, index) => ({
  ruleId: ["high", "abroad", "south", "holiday"][(index * 3) % 4] ?? "high",
  country: [null, "BR", "FR", null][(index * 3) % 4] ?? null,
  limitCents: index % 6 === 5 ? null : 5_000 + ((index * 7) % 9) * 6_000,
  at: at("08:00:00") + index * 420_000 + (index % 5) * 11_000,
}));
const DAY: readonly Transaction[] = Array.from({ length: 150 }, (_, index) => ({
  txId: `t-${index}`,
  card: `c-${(index * 5) % 8}`,
  country: COUNTRIES[(index * 7) % 3] ?? "DE",
  cents: 1_000 + ((index * 37) % 60) * 1_000,
  at: at("07:58:00") + index * 101_000,
}));

/** Versions that lie less than a minute apart, so that they can change places, come on top. */
const shuffledRules = disordered(
  [...DAY_RULES, rule("10:00:10", "high", null, 9_000), rule("10:00:18", "high", null, 70_000)].sort(
    (a, b) => a.at - b.at,
  ),
  (it) => it.at,
  { boundMillis: 58_000, seed: 4 },
);
const shuffledDay = disordered(DAY, (it) => it.at, { boundMillis: 58_000, seed: 6 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "a-morning",
    title: "A morning with two rules that change",
    visible: true,
    inputs: [
      arriving("transactions", MORNING, { gapMillis: 1_000 }),
      arriving("rules", MORNING_RULES, { gapMillis: 700 }),
    ],
  },
  {
    id: "rules-come-late",
    title: "Rules arrive after the transactions, and out of order",
    visible: true,
    inputs: [
      arriving("transactions", EARLY_TRANSACTIONS, { gapMillis: 500 }),
      arriving("rules", LATE_RULES, { gapMillis: 2_000 }),
    ],
  },
  {
    id: "transactions-late",
    title: "A day out of order, all rules known early",
    visible: false,
    inputs: [
      arriving("transactions", shuffledDay, { gapMillis: 600 }),
      arriving("rules", shuffledRules, { gapMillis: 300 }),
    ],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks, the rules far behind",
    visible: false,
    inputs: [
      arriving("transactions", shuffledDay, { gapMillis: 300, partitions: 3 }),
      arriving("rules", shuffledRules, { gapMillis: 2_500 }),
    ],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while rules are in force",
    visible: false,
    inputs: [
      arriving("transactions", shuffledDay, { gapMillis: 500, partitions: 2 }),
      arriving("rules", shuffledRules, { gapMillis: 1_900 }),
    ],
    settings: { parallelism: 2, checkpointIntervalMillis: 3_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 110 }],
  },
];
