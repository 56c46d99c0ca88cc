/** Each exercise's oracle on an input so small that the rows can be worked out by hand, as the comments do. */
import { describe, expect, it } from "vitest";
import { oracle as sessionsOracle } from "@/content/exercises/click-sessions/oracle";
import { oracle as uniqueOracle } from "@/content/exercises/deduplicate-orders/oracle";
import { oracle as quakesOracle } from "@/content/exercises/late-earthquakes/oracle";
import { oracle as wordsOracle } from "@/content/exercises/windowed-word-count/oracle";
import { arriving, assertBoundedDisorder, at, disordered } from "@/lib/shared/exercises/case-definition";

const ONE_BY_ONE = { gapMillis: 1_000 };

describe("the oracles", () => {
  it("count words by the minute of the line, whenever it came", () => {
    const lines = [
      { text: "Tide in", at: at("12:00:58") },
      { text: "tide, out!", at: at("12:01:01") },
      { text: "the tide", at: at("12:00:59") },
    ];
    // Minute 12:00 has lines 1 and 3: tide twice, in and the once. Minute 12:01 has line 2.
    expect(wordsOracle([arriving("lines", lines, ONE_BY_ONE)])[0]?.rows.map((row) => row.value)).toEqual([
      { word: "in", start: at("12:00:00"), count: 1 },
      { word: "the", start: at("12:00:00"), count: 1 },
      { word: "tide", start: at("12:00:00"), count: 2 },
      { word: "out", start: at("12:01:00"), count: 1 },
      { word: "tide", start: at("12:01:00"), count: 1 },
    ]);
  });

  it("cut sessions where more than 30 minutes pass, by time and not by arrival", () => {
    const click = (user: string, time: string) => ({ user, page: "/", at: at(time) });
    const clicks = [
      click("a", "12:00:00"),
      click("b", "12:32:00"),
      click("a", "12:29:00"),
      click("a", "12:59:00"),
      click("a", "13:29:01"),
    ];
    // a: 12:00, 12:29, 12:59 (exactly 30 minutes: joins), then 13:29:01 is 30 minutes and a second later. b: alone.
    expect(sessionsOracle([arriving("clicks", clicks, ONE_BY_ONE)])[0]?.rows.map((row) => row.value)).toEqual([
      { user: "b", start: at("12:32:00"), end: at("13:02:00"), clicks: 1 },
      { user: "a", start: at("12:00:00"), end: at("13:29:00"), clicks: 3 },
      { user: "a", start: at("13:29:01"), end: at("13:59:01"), clicks: 1 },
    ]);
  });

  it("keep the first arrival of an id, and take it again hours later", () => {
    const order = (orderId: string, time: string, attempt: number) => ({
      orderId,
      customer: "c",
      cents: 1,
      attempt,
      at: at(time),
    });
    const orders = [
      order("x", "08:00:40", 2),
      order("x", "08:00:10", 1),
      order("y", "08:10:00", 1),
      order("x", "12:00:00", 1),
    ];
    // x's repeat overtook its first sending, so the repeat is passed on; at 12:00 the hour is long over.
    expect(uniqueOracle([arriving("orders", orders, ONE_BY_ONE)])[0]?.rows.map((row) => row.value)).toEqual([
      orders[0],
      orders[2],
      orders[3],
    ]);
    const unclear = [order("x", "08:00:00", 1), order("x", "09:00:30", 2)];
    expect(() => uniqueOracle([arriving("orders", unclear, ONE_BY_ONE)])).toThrow("A repeat after 3630000 ms.");
  });

  it("call a report late when its window is over, not when it is behind the watermark", () => {
    const quake = (id: string, time: string, magnitude: number) => ({
      id,
      network: "us",
      magnitude,
      place: "",
      at: at(time),
      updated: 0,
    });
    const quakes = [
      quake("a", "01:00:00", 3),
      quake("b", "12:30:00", 4),
      quake("c", "06:00:00", 5),
      quake("d", "05:59:59", 6),
      quake("e", "02:00:00", 7),
    ];
    // After b the watermark is 06:29:59.999: the window 00-06 is over, so d and e are late; 06-12 is open, so c,
    // though behind the watermark, counts.
    const [counts, late] = quakesOracle([arriving("quakes", quakes, ONE_BY_ONE)]);
    expect(counts?.rows.map((row) => row.value)).toEqual([
      { network: "us", start: at("00:00:00"), quakes: 1, strongest: 3 },
      { network: "us", start: at("06:00:00"), quakes: 1, strongest: 5 },
      { network: "us", start: at("12:00:00"), quakes: 1, strongest: 4 },
    ]);
    expect(late?.rows.map((row) => (row.value as { id: string }).id)).toEqual(["d", "e"]);
  });
});

describe("the ways to write cases", () => {
  it("disorder within the bound, the same for the same seed", () => {
    const times = Array.from({ length: 200 }, (_, index) => index * 700);
    const options = { boundMillis: 5_000, seed: 9 };
    const first = disordered(times, (time) => time, options);
    expect(first).not.toEqual(times);
    expect([...first].sort((a, b) => a - b)).toEqual(times);
    expect(disordered(times, (time) => time, options)).toEqual(first);
    expect(() => assertBoundedDisorder(first, (time) => time, 5_000)).not.toThrow();
    expect(() => assertBoundedDisorder([10_000, 4_000], (time) => time, 5_000)).toThrow(
      "A value of 4000 comes 6000 ms late.",
    );
  });
});
