import { describe, expect, it } from "vitest";
import { contentUrl } from "../content/content-ref";
import { contentIdSchema } from "../schemas/common";
import { drillContentId, drillUrl, parseDrillId } from "./drill";

describe("the name of a drill", () => {
  it("is its level and its seed, is a name of content, and leads to its address", () => {
    const place = { level: 3, seed: 999_999 } as const;
    expect(drillContentId(place)).toBe("3-999999");
    expect(contentIdSchema.safeParse("3-999999").success).toBe(true);
    expect(parseDrillId("3-999999")).toEqual(place);
    expect(drillUrl(place)).toBe("/study/drills?level=3&seed=999999");
    expect(contentUrl({ kind: "drill", contentId: "3-999999" })).toBe(drillUrl(place));
  });

  it("has one form only, so that a drill is not kept twice", () => {
    for (const id of ["0-1", "7-1", "3-0", "3-1000000", "3-", "3", "03-42", "3-042", "3-4.0", "3-4e1", "3-42-1", ""]) {
      expect(parseDrillId(id), id).toBeNull();
    }
  });
});
