import { describe, expect, it } from "vitest";
import { interviewRun, interviewRunStartStep } from "./interview-runs";

/** 2026-03-04 10:00 UTC, from which the runs count. */
const TEN = 1_772_618_400_000;

describe("watermark-fires-window", () => {
  const { events } = interviewRun("watermark-fires-window");

  it("fires [10:00, 10:05) when the record of 10:06:09.996 has moved the watermark past 10:04:59.999", () => {
    const first = events.find((event) => event.kind === "window-fired");
    // 6.1666 minutes are 369,996 ms; less the bound of a minute and one millisecond.
    expect(first).toMatchObject({ start: TEN, end: TEN + 300_000, watermark: TEN + 369_996 - 60_000 - 1, late: false });
    expect(interviewRunStartStep("watermark-fires-window")).toBe(first?.step);
  });

  it("drops the record of 10:04:54 that comes after it", () => {
    const late = events.filter((event) => event.kind === "record-late");
    expect(late).toHaveLength(1);
    expect(late[0]).toMatchObject({ timestamp: TEN + 4.9 * 60_000, outcome: "dropped" });
  });
});

describe("barrier-kill-restore", () => {
  const { events } = interviewRun("barrier-kill-restore");

  it("aborts the checkpoint under way and goes back to the completed one", () => {
    const story = events.flatMap((event) => {
      if (event.kind === "failure") return ["lost"];
      if (event.kind === "restore") return [`back to ${event.checkpoint}`];
      if (event.kind === "checkpoint-completed") return [`completed ${event.checkpoint}`];
      return event.kind === "checkpoint-aborted" ? [`aborted ${event.checkpoint}`] : [];
    });
    expect(story.slice(0, 4)).toEqual(["completed 1", "lost", "aborted 2", "back to 1"]);
  });

  it("blocks the channel whose barrier has come until the other one is in", () => {
    const checkpoint = events.filter((event) => "checkpoint" in event && event.checkpoint === 1);
    const blocked = checkpoint.filter((event) => event.kind === "channel-blocked").length;
    const unblocked = checkpoint.filter((event) => event.kind === "channel-unblocked").length;
    expect(blocked).toBeGreaterThan(0);
    expect(unblocked).toBe(blocked);
  });

  it("fires each of the three windows of each of the two keys once and finishes", () => {
    const fired = events.flatMap((event) =>
      event.kind === "window-fired" ? [`${event.key}${event.start - TEN}`] : [],
    );
    expect(fired.sort()).toEqual(["a0", "a240000", "a480000", "b0", "b240000", "b480000"]);
    expect(events.at(-1)?.kind).toBe("job-finished");
  });
});
