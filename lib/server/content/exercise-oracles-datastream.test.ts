/** The oracles of the exercises on joins, broadcast state, patterns and asynchronous I/O, on rows worked out by hand. */
import { expect, it } from "vitest";
import { oracle as alarmsOracle } from "@/content/exercises/card-testing/oracle";
import { oracle as verdictsOracle } from "@/content/exercises/changing-rules/oracle";
import { oracle as enrichedOracle } from "@/content/exercises/enrich-orders/oracle";
import { oracle as paidOracle } from "@/content/exercises/paid-in-time/oracle";
import { arriving, at, type Oracle } from "@/lib/shared/exercises/case-definition";

const ONE_BY_ONE = { gapMillis: 1_000 };

function rowsOf(oracle: Oracle, inputs: Parameters<Oracle>[0]): unknown[] {
  return oracle(inputs).flatMap((sink) => sink.rows.map((row) => row.value));
}

it("pay an order from its own moment until just before the quarter", () => {
  const orders = [
    { orderId: "a", cents: 5, at: at("09:00:00") },
    { orderId: "a", cents: 6, at: at("09:10:00") },
  ];
  const pay = (paymentId: string, time: string, orderId = "a") => ({ paymentId, orderId, cents: 5, at: at(time) });
  const payments = [
    pay("early", "08:59:59.999"),
    pay("same", "09:00:00"),
    pay("other", "09:01:00", "b"),
    pay("both", "09:14:59.999"),
    pay("second", "09:15:00"),
  ];
  const row = (paymentId: string, orderedAt: string, paidAt: string) => ({
    ...{ orderId: "a", paymentId, cents: 5, orderedAt: at(orderedAt), paidAt: at(paidAt) },
  });
  // 09:14:59.999 lies in the quarters of 09:00 and of 09:10, 09:15:00 in that of 09:10 alone.
  expect(
    rowsOf(paidOracle, [arriving("orders", orders, ONE_BY_ONE), arriving("payments", payments, ONE_BY_ONE)]),
  ).toEqual([
    row("same", "09:00:00", "09:00:00"),
    row("both", "09:00:00", "09:14:59.999"),
    row("both", "09:10:00", "09:14:59.999"),
    row("second", "09:10:00", "09:15:00"),
  ]);
});

it("judge by the newest version up to the transaction's time, wherever it arrives", () => {
  const rule = (time: string, limitCents: number | null, country: string | null = null) => ({
    ...{ ruleId: country === null ? "high" : "abroad", country, limitCents, at: at(time) },
  });
  const rules = [rule("10:00:00", 100), rule("10:05:40", null), rule("10:05:00", 50), rule("10:05:10", 10, "BR")];
  const pay = (txId: string, time: string, country = "DE") => ({ txId, card: "c", country, cents: 80, at: at(time) });
  const transactions = [
    pay("none", "09:59:59"),
    pay("below", "10:00:00"),
    pay("above", "10:05:00"),
    pay("both", "10:05:39", "BR"),
    pay("withdrawn", "10:05:40"),
  ];
  const inputs = [arriving("transactions", transactions, ONE_BY_ONE), arriving("rules", rules, ONE_BY_ONE)];
  // 80 is not above 100; from 10:05:00 the limit is 50, until the rule is withdrawn at 10:05:40.
  expect(rowsOf(verdictsOracle, inputs)).toEqual([
    { txId: "none", card: "c", at: at("09:59:59"), broken: [] },
    { txId: "below", card: "c", at: at("10:00:00"), broken: [] },
    { txId: "above", card: "c", at: at("10:05:00"), broken: ["high"] },
    { txId: "both", card: "c", at: at("10:05:39"), broken: ["abroad", "high"] },
    { txId: "withdrawn", card: "c", at: at("10:05:40"), broken: [] },
  ]);
  const unclear = [
    arriving("transactions", transactions, ONE_BY_ONE),
    arriving("rules", [...rules, rule("10:05:00", 7)], ONE_BY_ONE),
  ];
  expect(() => rowsOf(verdictsOracle, unclear)).toThrow("There are two of high at");
});

it("raise one alarm for the first test that lies less than a minute before the theft", () => {
  const pay = (paymentId: string, time: string, cents: number, card = "c") => ({
    paymentId,
    card,
    cents,
    at: at(time),
  });
  const payments = [
    pay("t1", "20:00:00", 100),
    pay("t2", "20:00:01", 100),
    pay("other", "20:00:50", 50_000, "d"),
    pay("t3", "20:00:55", 1),
    pay("p", "20:00:58", 101),
    pay("x1", "20:01:00", 50_000),
    pay("x2", "20:01:02", 90_000),
    pay("t4", "20:02:00", 1),
    pay("x3", "20:02:59.999", 50_000),
  ];
  // t1 is exactly a minute old at x1, so t2 is the first; with x1, t3 is used up, so x2 is none.
  expect(rowsOf(alarmsOracle, [arriving("payments", payments, ONE_BY_ONE)])).toEqual([
    { card: "c", testId: "t2", theftId: "x1", cents: 50_000, at: at("20:01:00") },
    { card: "c", testId: "t4", theftId: "x3", cents: 50_000, at: at("20:02:59.999") },
  ]);
});

it("know the tier of each customer, and whose requests get lost", () => {
  const order = (customer: string, shop = "s-0") => ({ orderId: `o-${customer}`, shop, customer, cents: 1 });
  const orders = [order("c-4"), order("c-17"), order("c-3"), order("c-11")];
  // 4, 3 and 11 leave 1, 0 and 2 when divided by 3; 17 ends in 7.
  expect(rowsOf(enrichedOracle, [arriving("orders", orders, ONE_BY_ONE)])).toEqual([
    { ...order("c-4"), tier: "silver" },
    { ...order("c-17"), tier: "unknown" },
    { ...order("c-3"), tier: "basic" },
    { ...order("c-11"), tier: "gold" },
  ]);
  const scattered = [arriving("orders", orders, { gapMillis: 1, partitions: 2 })];
  expect(() => rowsOf(enrichedOracle, scattered)).toThrow("s-0 lies in two partitions.");
});
