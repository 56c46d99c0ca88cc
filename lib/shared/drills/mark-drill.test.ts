/** Marks and explanations of streams small enough to be followed by hand; each expectation says how it comes about. */
import { describe, expect, it } from "vitest";
import { type Scenario, scenarioSchema } from "../content/scenario-schema";
import { drawDrill } from "./draw-drill";
import type { Drill, DrillResponse } from "./drill";
import { markDrill } from "./mark-drill";
import { predict } from "./predict";

type Row = readonly [happened: string, more?: { readonly arrives?: string; readonly partition?: number }];

/** Elements that arrive two seconds apart from 10:01:00 unless they say otherwise; the times are after 10:00:00. */
function drillOf(front: object, rows: readonly Row[], asked: Partial<Drill> = {}): Drill {
  const { ask: _, ...stream }: Scenario = scenarioSchema.parse({
    times: "clock",
    watermarks: { strategy: "bounded-out-of-orderness", bound: "5s" },
    window: { kind: "tumbling", size: "10s" },
    ...front,
    elements: rows.map(([happened, more = {}], index) => ({
      happened: `10:00:${happened}`,
      arrives: `10:01:${`${index * 2}`.padStart(2, "0")}`,
      ...more,
    })),
    ask: { kind: "dropped" },
  });
  return {
    level: 1,
    seed: 1,
    stream,
    watermarksAfter: [],
    asksMoments: false,
    asksDropped: false,
    features: [],
    ...asked,
  };
}

/** The right prediction of everything but what is given. */
function mark(drill: Drill, given: Partial<DrillResponse>) {
  const truth = predict(drill.stream);
  const contents = truth.rows.map(({ firings }) => firings.map(({ elements }) => elements.join(" ")).join("; "));
  const response = { watermarks: [], contents, moments: [], dropped: [...truth.dropped], ...given };
  return markDrill(drill, truth, response);
}

function mistakesOf(drill: Drill, given: Partial<DrillResponse>) {
  return mark(drill, given).flatMap(({ explanation }) => (explanation === null ? [] : [explanation.mistake]));
}

// Watermarks after each: 09:59:57.999, 04.999, 09.999 (15 − 5 − 1 ms, which fires [00, 10) with 1), then 09.999 again:
// element 4 of 07 finds [00, 10) gone; element 5 of 12 is in [10, 20), which holds 2, 3 and 5 at the end of input.
const LATE: readonly Row[] = [["03"], ["10"], ["15"], ["07"], ["12"]];

describe("markDrill", () => {
  it("finds nothing to explain in a right prediction", () => {
    const drill = drillOf({}, LATE, { watermarksAfter: [3], asksDropped: true });
    const parts = mark(drill, { watermarks: ["10:00:09.999"], contents: ["1", "5, 2 3"], dropped: [4] });
    expect(parts.map(({ right, explanation }) => [right, explanation])).toEqual(Array(4).fill([true, null]));
  });

  it.each([
    ["10:00:10", "no-millisecond"],
    ["10:00:14.999", "bound-forgotten"],
    // 07 − 5 s − 1 ms, as if the element that came last decided.
    ["10:00:01.999", "latest-not-largest"],
    ["10:00:04", null],
  ])("takes the watermark %s after element 4 for %s", (text, mistake) => {
    expect(mistakesOf(drillOf({}, LATE, { watermarksAfter: [4] }), { watermarks: [text] })).toEqual([mistake]);
  });

  it("explains a watermark with its numbers", () => {
    const [part] = mark(drillOf({}, LATE, { watermarksAfter: [4] }), { watermarks: ["10:00:10"] });
    expect(part?.explanation).toEqual({
      mistake: "no-millisecond",
      rule: expect.stringMatching(
        /^Your answer is what comes out when the watermark is not put 1 ms lower\. /,
      ) as string,
      numbers: [
        "The largest timestamp is 10:00:15, of element 3: 10:00:15 − 5 s − 1 ms = 10:00:09.999.",
        "Element 4, of 10:00:07, does not change it.",
      ],
    });
  });

  it.each([
    [["1 4", "2 3 5"], "late-counted-at-first"],
    [["1; 1 4", "2 3 5"], "late-counted"],
    [["1", ""], "end-ignored"],
    // Element 2, of 10:00:10, put into the window that ends there: then [10, 20) holds only 3 and 5.
    [["1 2", "3 5"], "end-inclusive"],
  ])("takes the contents %j for %s", (contents, mistake) => {
    expect(new Set(mistakesOf(drillOf({}, LATE), { contents }))).toEqual(new Set([mistake]));
  });

  it("says why an element is not in a window, with watermark and limit", () => {
    const [part] = mark(drillOf({}, LATE), { contents: ["1 4", "2 3 5"] });
    expect(part?.explanation?.numbers).toEqual([
      "Element 4, of 10:00:07, came too late: when it arrived the watermark stood at 10:00:09.999, and [10:00:00, 10:00:10) was kept until its last millisecond, 10:00:09.999.",
    ]);
  });

  it("knows a firing at the end instead of 1 ms before it", () => {
    // With 20 as the sixth element the watermark comes to 14.999, past 10:00:10, before the seventh arrives.
    const drill = drillOf({}, [...LATE, ["20"], ["21"]], { asksMoments: true });
    const moments = ["6", "end", "end"];
    expect(mistakesOf(drill, { contents: ["1 4", "2 3 5", "6 7"], moments })).toEqual(["fires-at-end", "fires-at-end"]);
  });

  it("knows an element that is only behind the watermark", () => {
    // Element 3 of 11 comes at the watermark 11.999 (17 − 5 s − 1 ms), in [10, 20), which is still open.
    const drill = drillOf({}, [["03"], ["17"], ["11"], ["18"]], { asksDropped: true });
    const parts = mark(drill, { contents: ["1", "2 4"], dropped: [3] });
    expect(parts.map(({ explanation }) => explanation?.mistake)).toEqual([
      undefined,
      "behind-watermark-dropped",
      "behind-watermark-dropped",
    ]);
    expect(parts[2]?.explanation?.numbers).toEqual([
      "Element 3 is counted: when it arrived the watermark stood at 10:00:11.999, and [10:00:10, 10:00:20) is kept until its last millisecond, 10:00:19.999. To be behind the watermark is not to be too late for the window.",
    ]);
  });

  // With a lateness of 3 s [00, 10) is kept until the watermark 12.999: element 4 makes it fire again. Nothing is dropped.
  it.each([
    ["1", "fires-once"],
    ["1; 4", "fires-only-new"],
    ["1 4", "late-counted-at-first"],
  ])("takes %j within the allowed lateness for %s", (contents, mistake) => {
    const drill = drillOf({ allowedLateness: "3s" }, LATE, {
      watermarksAfter: [3],
      asksDropped: true,
      asksMoments: true,
    });
    const given = { watermarks: ["10:00:09.999"], moments: ["3", "end"], contents: [contents, "2 3 5"] };
    expect(mistakesOf(drill, given)).toEqual([mistake]);
  });

  it("knows a firing that waits for the lateness", () => {
    // Element 6 of 16 brings the watermark to 10.999, past the end and not past 12.999.
    const drill = drillOf({ allowedLateness: "3s" }, [...LATE, ["16"], ["17"]], { asksMoments: true });
    expect(mistakesOf(drill, { contents: ["1 4", "2 3 5 6 7"], moments: ["end", "end"] })).toEqual([
      "fires-after-lateness",
      "fires-after-lateness",
    ]);
  });

  it("tells an ignored lateness from a firing that is left out by what is said to be dropped", () => {
    // Element 7 of 11 comes at the watermark 11.999 and counts: who would drop all that is behind it would drop 7 too.
    const rows: Row[] = [...LATE, ["17"], ["11"], ["18"]];
    const drill = drillOf({ allowedLateness: "3s" }, rows, { asksDropped: true });
    expect(mistakesOf(drill, { contents: ["1", "2 3 5 6 7 8"], dropped: [4] })).toEqual([
      "lateness-ignored",
      "lateness-ignored",
    ]);
  });

  // A gap of 5 s: 1 and 2 are exactly a gap apart and merge; 3 stands alone until 4 lies within both.
  it.each([
    ["1 2 3 4", null],
    ["1; 2 3 4", "exact-gap-apart"],
    ["1 2 4; 3", "sessions-never-merge"],
  ])("takes the sessions %j for %s", (contents, mistake) => {
    const session = {
      window: { kind: "session", gap: "5s" },
      watermarks: { strategy: "bounded-out-of-orderness", bound: "20s" },
    };
    const drill = drillOf(session, [["01"], ["06"], ["13"], ["09"]]);
    expect(mistakesOf(drill, { contents: [contents] })).toEqual(mistake === null ? [] : [mistake]);
  });

  // A gap of 5 s, a bound of 2 s. After 3 the session is [08, 22) and the watermark 17 − 2 s − 1 ms = 14.999. Alone, 4 of 09 would
  // be in [09, 14), which is over; merged it is in [08, 22), which is not.
  it("knows a session that takes a late element along", () => {
    const session = {
      window: { kind: "session", gap: "5s" },
      watermarks: { strategy: "bounded-out-of-orderness", bound: "2s" },
    };
    const drill = drillOf(session, [["08"], ["12"], ["17"], ["09"]], { asksDropped: true });
    expect(mistakesOf(drill, { contents: ["1 2 3 4"], dropped: [] })).toEqual([]);
    expect(mistakesOf(drill, { contents: ["1 2 3"], dropped: [4] })).toEqual([
      "own-session-decides",
      "own-session-decides",
    ]);
  });

  it("explains that another session of the key fires, not that one fires again", () => {
    const drill = drawDrill({ level: 4, seed: 150_885 });
    const contents = predict(drill.stream).rows.map(() => "");
    const numbers = mark(drill, { contents }).flatMap(({ explanation }) => explanation?.numbers ?? []);
    expect(numbers.filter((sentence) => sentence.includes(" fires "))).toEqual([
      "[10:00:03, 10:00:12) fires with 1 2 3 4 after element 5, when the watermark comes to 10:00:17.999.",
      "[10:00:21, 10:00:29) fires with 5 6 7 8 when the input ends.",
    ]);
  });

  // A gap of 5 s, a bound of 2 s: element 3 brings the watermark to 09.999 and fires [01, 08). By the lateness of 3 s it is kept
  // until 10.999, so 4 of 04 makes it [01, 09). Without lateness it is gone: then 4 of 06, in [06, 11), is a session of its own.
  it.each([
    ["3s", "04", "[10:00:01, 10:00:09) fires again with 1 2 4 as soon as element 4 arrives: "],
    ["0s", "06", "[10:00:06, 10:00:11) fires with 4 after element 5, when "],
  ])("explains with a lateness of %s and an element of %s that %s", (allowedLateness, happened, sentence) => {
    const session = {
      window: { kind: "session", gap: "5s" },
      watermarks: { strategy: "bounded-out-of-orderness", bound: "2s" },
    };
    const drill = drillOf({ ...session, allowedLateness }, [["01"], ["03"], ["12"], [happened], ["30"], ["31"]]);
    const numbers = mark(drill, { contents: [""] })[0]?.explanation?.numbers;
    expect(numbers).toContainEqual(expect.stringContaining(sentence));
  });

  // Windows [00, 05), [08, 13), ... and a bound of 2 s. 2 and 4 of 06 are in none: at 2 the watermark is 01 − 2 s − 1 ms, at 4 it is
  // 12 − 2 s − 1 ms = 09.999, so 4 is late.
  describe("windows with gaps between them", () => {
    const gapped = {
      window: { kind: "sliding", size: "5s", slide: "8s" },
      watermarks: { strategy: "bounded-out-of-orderness", bound: "2s" },
    };
    const drill = drillOf(gapped, [["01"], ["06"], ["12"], ["06"]], { asksDropped: true });

    it.each([
      [["1", "3"], [4], []],
      [["1", "3"], [2, 4], ["between-is-late"]],
      [["1", "3"], [], ["between-is-never-late"]],
      [["1 2", "3"], [4], ["windows-without-gaps"]],
    ])("takes the windows %j and the dropped %j for %j", (contents, dropped, mistakes) => {
      expect(mistakesOf(drill, { contents, dropped })).toEqual(mistakes);
    });

    it("are explained with the numbers", () => {
      const parts = mark(drill, { contents: ["1", "3"], dropped: [2] });
      expect(parts.at(-1)?.explanation?.numbers).toEqual([
        "Element 2, of 10:00:06, is in no window. When it arrived the watermark stood at 09:59:58.999; it is late from 10:00:06, its own time, on, so it is not late either: nothing counts it.",
        "Element 4, of 10:00:06, is in no window. When it arrived the watermark stood at 10:00:09.999; it is late from 10:00:06, its own time, on, so it counts as dropped for lateness.",
      ]);
    });
  });

  // Partition 0 stands at 15 − 5 s − 1 ms, partition 1 at 08 − 5 s − 1 ms: the smaller counts.
  it("knows the maximum over the partitions", () => {
    const drill = drillOf({}, [["08", { partition: 1 }], ["15"], ["16"]], { watermarksAfter: [2] });
    const [part] = mark(drill, { watermarks: ["10:00:09.999"] });
    expect(part?.explanation?.mistake).toBe("maximum-over-partitions");
    expect(part?.explanation?.numbers).toEqual([
      "The largest timestamp of partition 0 is 10:00:15, of element 2: 10:00:15 − 5 s − 1 ms = 10:00:09.999.",
      "The largest timestamp of partition 1 is 10:00:08, of element 1: 10:00:08 − 5 s − 1 ms = 10:00:02.999.",
      "The smaller one counts: 10:00:02.999.",
    ]);
  });

  // Element 3 raises partition 0 only; the watermark of partition 1, 08 − 5 s − 1 ms, still decides.
  it("shows an element that raises its own partition and not the watermark", () => {
    const drill = drillOf({}, [["08", { partition: 1 }], ["15"], ["16"], ["17"]], { watermarksAfter: [3] });
    const [part] = mark(drill, { watermarks: ["10:00:03"] });
    expect(part?.explanation?.mistake).toBe("no-millisecond");
    expect(part?.explanation?.numbers).toEqual([
      "The largest timestamp of partition 0 is 10:00:16, of element 3: 10:00:16 − 5 s − 1 ms = 10:00:10.999.",
      "The largest timestamp of partition 1 is 10:00:08, of element 1: 10:00:08 − 5 s − 1 ms = 10:00:02.999.",
      "The smaller one counts: 10:00:02.999.",
    ]);
  });

  // Idle from soon after 10:01:03, partition 1 wakes with element 5 of 09: 03.999 is behind the 11.999 that is out. By
  // 10:01:09 partition 0, last heard at 10:01:06, is not idle yet.
  it("shows a partition that wakes behind the watermark", () => {
    const watermarks = { strategy: "bounded-out-of-orderness", bound: "5s", idleness: "3s" };
    const rows: Row[] = [
      ["08", { partition: 1 }],
      ["15"],
      ["16"],
      ["17"],
      ["09", { partition: 1 }],
      ["18", { arrives: "10:01:09" }],
    ];
    const drill = drillOf({ watermarks }, rows, { watermarksAfter: [5] });
    const [part] = mark(drill, { watermarks: ["10:00:03.999"] });
    expect(part?.explanation?.numbers).toEqual([
      "The largest timestamp of partition 0 is 10:00:17, of element 4: 10:00:17 − 5 s − 1 ms = 10:00:11.999.",
      "The largest timestamp of partition 1 is 10:00:09, of element 5: 10:00:09 − 5 s − 1 ms = 10:00:03.999.",
      "A watermark does not go back: 10:00:11.999, which had gone out before, stands.",
    ]);
  });

  // Partition 1 is silent from 10:01:00, so idle soon after 10:01:03; at 10:01:08 partition 0 alone counts.
  it("knows a silent partition that goes on holding the watermark back", () => {
    const watermarks = { strategy: "bounded-out-of-orderness", bound: "5s", idleness: "3s" };
    const rows: Row[] = [["08", { partition: 1 }], ["15"], ["16"], ["17"], ["18"]];
    const drill = drillOf({ watermarks }, rows, { watermarksAfter: [4] });
    const [part] = mark(drill, { watermarks: ["10:00:02.999"] });
    expect(part?.explanation?.mistake).toBe("idleness-forgotten");
    expect(part?.explanation?.numbers).toEqual([
      "The largest timestamp of partition 0 is 10:00:17, of element 4: 10:00:17 − 5 s − 1 ms = 10:00:11.999.",
      "Partition 1 was idle and did not count.",
    ]);
  });

  // Watermarks go out on full seconds: 2 and 3 come between 10:01:02 and 10:01:03, so after 2 that of 1 still stands.
  it("knows a watermark that is expected at once", () => {
    const rows: Row[] = [["08"], ["15", { arrives: "10:01:02.300" }], ["16", { arrives: "10:01:02.700" }]];
    const drill = drillOf({ autoWatermarkInterval: "1s" }, rows, { watermarksAfter: [2] });
    const [part] = mark(drill, { watermarks: ["10:00:09.999"] });
    expect(part?.explanation?.mistake).toBe("emitted-at-once");
    expect(part?.explanation?.numbers).toEqual([
      "The largest timestamp is 10:00:08, of element 1: 10:00:08 − 5 s − 1 ms = 10:00:02.999.",
      "Element 2 came too late for that emission, and the next one is not yet due.",
    ]);
  });
});
