import { describe, expect, it } from "vitest";
import { drawDrill } from "./draw-drill";
import { DRILL_LEVELS, DRILL_SEED_MAX, nextSeed } from "./drill";
import { answersTo } from "./features";
import { DRILL_LEVEL_INFO } from "./levels";
import { predict } from "./predict";

const SEEDS_EACH = 60;
const seeds = Array.from({ length: SEEDS_EACH }, (_, index) => 1 + index * 97);

describe.each(DRILL_LEVELS)("drills of level %i", (level) => {
  const { variants, asksDropped } = DRILL_LEVEL_INFO[level];
  const drills = seeds.map((seed) => drawDrill({ level, seed }));

  it("show what one kind of the level promises, and every kind comes up", () => {
    const kinds = drills.map(({ features }) =>
      variants.filter(
        ({ requires, forbids }) =>
          requires.every((feature) => features.includes(feature)) &&
          !forbids.some((feature) => features.includes(feature)),
      ),
    );
    expect(kinds.map((kind) => kind.length).filter((count) => count === 0)).toEqual([]);
    expect(new Set(kinds.flat())).toEqual(new Set(variants));
  });

  it("are fit to be run, to be answered in a few minutes, and ask for watermarks that are there", () => {
    for (const { stream, watermarksAfter, seed } of drills) {
      const arrivals = stream.elements.map(({ arrives }) => arrives);
      expect(arrivals, `seed ${seed}`).toEqual([...new Set(arrivals)].sort((a, b) => a - b));
      const { watermarks, rows } = predict(stream);
      expect(watermarksAfter.map((number) => watermarks[number - 1])).not.toContain(null);
      expect(new Set(watermarksAfter).size).toBe(watermarksAfter.length);
      expect(rows.length).toBeLessThanOrEqual(8);
      for (const { arrives, happened } of stream.elements) expect(happened).toBeLessThanOrEqual(arrives);
    }
  });

  it("are the same again by their seed, and others by another", () => {
    expect(seeds.slice(0, 10).map((seed) => drawDrill({ level, seed }))).toEqual(drills.slice(0, 10));
    expect(new Set(drills.map(({ stream }) => JSON.stringify(stream))).size).toBe(SEEDS_EACH);
  });

  it("do not have all the same answers", () => {
    const answers = drills.map((drill) => answersTo(predict(drill.stream), { ...drill, asksDropped }).join(","));
    expect(new Set(answers).size).toBeGreaterThan(SEEDS_EACH / 2);
  });
});

it("goes on after the last seed with the first", () => {
  expect([nextSeed(1), nextSeed(DRILL_SEED_MAX)]).toEqual([2, 1]);
});
