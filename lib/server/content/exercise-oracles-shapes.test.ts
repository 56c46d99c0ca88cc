/** The oracles of the exercises on the common shapes of coding questions, on rows worked out by hand. */
import { expect, it } from "vitest";
import { oracle as totalsOracle } from "@/content/exercises/campaign-totals/oracle";
import { oracle as versionsOracle } from "@/content/exercises/customer-versions/oracle";
import { oracle as oddOracle } from "@/content/exercises/odd-numbers-by-three/oracle";
import { oracle as sentOracle } from "@/content/exercises/once-a-day/oracle";
import { oracle as countsOracle } from "@/content/exercises/running-click-count/oracle";
import { oracle as viewsOracle } from "@/content/exercises/three-views-of-clicks/oracle";
import { oracle as bidsOracle } from "@/content/exercises/top-two-bids/oracle";
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

it("sum up the last three odd numbers", () => {
  const numbers = [1, 2, 3, -5, 7].map((value, index) => ({ place: index + 1, value }));
  // 1; 1 + 3; 1 + 3 - 5; 3 - 5 + 7.
  expect(rowsOf(oddOracle, [arriving("numbers", numbers, ONE_BY_ONE)])).toEqual([
    { place: 1, value: 1 },
    { place: 3, value: 3 },
    { place: 4, value: -5 },
    { place: 5, value: 7 },
    { newest: 1, sum: 1 },
    { newest: 3, sum: 4 },
    { newest: 4, sum: -1 },
    { newest: 5, sum: 5 },
  ]);
});

it("send what enters and what leaves the two best bids", () => {
  const bid = (bidId: string, cents: number, auction = "A") => ({ auction, bidId, cents });
  const bids = [bid("p1", 10), bid("p2", 20), bid("p3", 15), bid("p4", 5), bid("p5", 15), bid("q1", 1, "B")];
  // p3 pushes p1 out; p4 is lower than both, and p5 comes after the equal p3.
  expect(rowsOf(bidsOracle, [arriving("bids", bids, ONE_BY_ONE)])).toEqual([
    { ...bid("p1", 10), change: "+I" },
    { ...bid("p2", 20), change: "+I" },
    { ...bid("p1", 10), change: "-D" },
    { ...bid("p3", 15), change: "+I" },
    { ...bid("q1", 1, "B"), change: "+I" },
  ]);
});

it("send a notice again when the last one sent is a day old", () => {
  const HOUR_MILLIS = 3_600_000;
  const arriveAt = (hours: readonly number[]) => [
    {
      name: "notices",
      elements: hours.map((hour, index) => ({
        value: { id: "e1", count: index + 1 },
        arrivalMillis: hour * HOUR_MILLIS,
        partition: 0,
      })),
    },
  ];
  // 23.5 is within a day of 0; 24.5 is not, and 48 lies within a day of 24.5.
  expect(rowsOf(sentOracle, arriveAt([0, 2, 23.5, 24.5, 48]))).toEqual([
    { id: "e1", count: 1 },
    { id: "e1", count: 4 },
  ]);
  expect(() => rowsOf(sentOracle, arriveAt([0, 24]))).toThrow("A repeat after 86400000 ms.");
});

it("total a table whose rows are corrected and repeated", () => {
  const count = (time: string, clicks: number) => ({ campaign: "c1", windowStart: at(time), clicks });
  const counts = [count("10:00:00", 100), ...[50, 70, 70, 50, 70].map((clicks) => count("10:01:00", clicks))];
  // 100 + 50, then 70 in place of 50; the second 70 changes nothing; the replay goes back and forth once.
  expect(rowsOf(totalsOracle, [arriving("counts", counts, ONE_BY_ONE)])).toEqual(
    [100, 150, 170, 150, 170].map((total) => ({ campaign: "c1", total })),
  );
});

it("see one stream in three ways", () => {
  const click = (time: string, cents: number) => ({ ad: "a-1", site: "shop", user: "ada", cents, at: at(time) });
  const clicks = [click("12:00:30", 10), click("12:04:59.999", 20), click("12:30:00", 60), click("13:00:00.001", 5)];
  const mean = (time: string, value: number) => ({ site: "shop", end: at(time), mean: value });
  // 12:30:00 is 25 minutes after 12:04:59.999, so the visit goes on; 13:00:00.001 is more than 30 after 12:30:00.
  expect(rowsOf(viewsOracle, [arriving("clicks", clicks, ONE_BY_ONE)])).toEqual([
    { ad: "a-1", start: at("12:00:00"), cents: 30 },
    { ad: "a-1", start: at("12:30:00"), cents: 60 },
    { ad: "a-1", start: at("13:00:00"), cents: 5 },
    ...["12:10:00", "12:20:00", "12:30:00"].map((time) => mean(time, 15)),
    ...["12:40:00", "12:50:00", "13:00:00"].map((time) => mean(time, 30)),
    ...["13:10:00", "13:20:00", "13:30:00"].map((time) => mean(time, 32.5)),
    ...["13:40:00", "13:50:00", "14:00:00"].map((time) => mean(time, 5)),
    { user: "ada", start: at("12:00:30"), end: at("13:00:00"), cents: 90 },
    { user: "ada", start: at("13:00:00.001"), end: at("13:30:00.001"), cents: 5 },
  ]);
});
