import { describe, expect, it } from "vitest";
import { readingLevel } from "./reading-level";

describe("readingLevel", () => {
  it("is the mean length of a sentence plus the share of long words", () => {
    // 25 words in 3 sentences; of them "operator", "forwards", "barrier", "checkpoint" and "started" (7) are long.
    const text =
      "The operator waits for both of its inputs. Then it forwards the barrier to all that come after. The checkpoint has now been started there.";
    const words = 8 + 10 + 7;
    const level = readingLevel(text);
    expect(level?.lix).toBeCloseTo(words / 3 + (100 * 5) / words, 10);
    expect(level?.longest).toEqual({ wordCount: 10, start: "Then it forwards the barrier to" });
  });

  it("takes an item of a list for a sentence, and code for one word", () => {
    const text =
      "### What goes on\n\n- one two three four five\n- six `env.enableCheckpointing(500)` eight nine\n- **ten** [eleven twelve](/study/x) more and more and more of it\n\n```java\nlong words notReadAtAll();\n```\n";
    // Heading 3, items 5, 4 and 10 words: 22 in 4 sentences, none of more than six letters.
    expect(readingLevel(text)?.lix).toBeCloseTo(22 / 4, 10);
  });

  it("is not told for a few words, for which there is no mean", () => {
    expect(readingLevel("What is a watermark?")).toBeNull();
    expect(readingLevel("")).toBeNull();
  });
});
