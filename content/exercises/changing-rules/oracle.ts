/** The rows that `verdicts` must take: each transaction beside the newest version of every rule up to its time. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Transaction = { txId: string; card: string; country: string; cents: number; at: number };
type Rule = { ruleId: string; country: string | null; limitCents: number | null; at: number };

const MINUTE_MILLIS = 60_000;

function isBroken(transaction: Transaction, rule: Rule | undefined): boolean {
  if (rule === undefined || rule.limitCents === null) return false;
  return (rule.country ?? transaction.country) === transaction.country && transaction.cents > rule.limitCents;
}

/** Throws where two values share what must tell them apart: then their order would depend on luck. */
function assertDistinct(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`There are two of ${twice}.`);
}

export const oracle: Oracle = (inputs) => {
  const transactions = valuesInArrivalOrder<Transaction>(inputs, "transactions");
  const rules = valuesInArrivalOrder<Rule>(inputs, "rules");
  assertBoundedDisorder(transactions, (transaction) => transaction.at, MINUTE_MILLIS);
  assertBoundedDisorder(rules, (rule) => rule.at, MINUTE_MILLIS);
  assertDistinct(transactions.map((transaction) => `${transaction.card} at ${transaction.at}`));
  assertDistinct(rules.map((rule) => `${rule.ruleId} at ${rule.at}`));
  const ruleIds = [...new Set(rules.map((rule) => rule.ruleId))].sort();
  const newestUpTo = (ruleId: string, time: number): Rule | undefined => {
    let newest: Rule | undefined;
    for (const rule of rules) {
      if (rule.ruleId === ruleId && rule.at <= time && (newest === undefined || rule.at > newest.at)) newest = rule;
    }
    return newest;
  };
  const rows = [...transactions]
    .sort((a, b) => a.at - b.at)
    .map((transaction) => ({
      txId: transaction.txId,
      card: transaction.card,
      at: transaction.at,
      broken: ruleIds.filter((ruleId) => isBroken(transaction, newestUpTo(ruleId, transaction.at))),
    }));
  return [
    {
      sink: "verdicts",
      order: "per-key",
      identity: ["txId"],
      key: ["card"],
      ties: [],
      timeFields: ["at"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
