/** The oracles of the exercises on the common shapes of coding questions, on rows worked out by hand. */
import { expect, it } from "vitest";
import { oracle as versionsOracle } from "@/content/exercises/customer-versions/oracle";
import { oracle as countsOracle } from "@/content/exercises/running-click-count/oracle";
import { arriving, at, type Oracle } from "@/lib/shared/exercises/case-definition";

const ONE_BY_ONE = { gapMillis: 1_000 };

function rowsOf(oracle: Oracle, inputs: Parameters<Oracle>[0]): unknown[] {
  return oracle(inputs).flatMap((sink) => sink.rows.map((row) => row.value));
}

it("count each user's clicks as they come", () => {
  const clicks = ["u1", "u2", "u1", "u1", "u2"].map((user) => ({ user, page: "/" }));
  expect(rowsOf(countsOracle, [arriving("clicks", clicks, ONE_BY_ONE)])).toEqual([
    { user: "u1", clicks: 1 },
    { user: "u2", clicks: 1 },
    { user: "u1", clicks: 2 },
    { user: "u1", clicks: 3 },
    { user: "u2", clicks: 2 },
  ]);
});

it("end a version where the next begins, in the order of what happened", () => {
  const change = (time: string, customer: string, tier: string) => ({ customer, tier, at: at(time) });
  const changes = [
    change("12:00:00", "c-7", "bronze"),
    change("12:00:20", "c-7", "gold"),
    change("12:00:12", "c-7", "silver"),
    change("12:00:40", "c-7", "gold"),
    change("12:01:00", "c-8", "bronze"),
  ];
  // Gold at 40 is a repeat; gold of c-7 from 20 and bronze of c-8 stay open.
  expect(rowsOf(versionsOracle, [arriving("changes", changes, ONE_BY_ONE)])).toEqual([
    { customer: "c-7", tier: "bronze", from: at("12:00:00"), to: at("12:00:12") },
    { customer: "c-7", tier: "silver", from: at("12:00:12"), to: at("12:00:20") },
  ]);
  const late = [...changes, change("12:00:30", "c-8", "gold")];
  expect(() => rowsOf(versionsOracle, [arriving("changes", late, ONE_BY_ONE)])).toThrow("30000 ms late");
  const twice = [...changes, change("12:01:00", "c-8", "gold")];
  expect(() => rowsOf(versionsOracle, [arriving("changes", twice, ONE_BY_ONE)])).toThrow("c-8 has two changes");
});
