import { describe, expect, it } from "vitest";
import { drawDrill } from "./draw-drill";
import { DRILL_LEVELS } from "./drill";
import { predict } from "./predict";
import { runDrill } from "./run-drill";

const SEEDS_EACH = 80;

describe("runDrill", () => {
  // The prediction is a model of its own, written from the rules, and shares no code with the engine.
  it.each(DRILL_LEVELS)("on level %i gives what the rules predict", (level) => {
    for (let seed = 1; seed <= SEEDS_EACH; seed++) {
      const { stream } = drawDrill({ level, seed });
      const { watermarks, rows, dropped } = predict(stream);
      expect(runDrill(stream).truth, `level ${level}, seed ${seed}`).toEqual({ watermarks, rows, dropped });
    }
  });
});
