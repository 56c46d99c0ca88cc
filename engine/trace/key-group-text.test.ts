/** Key groups from the texts of keys, against those of the keys themselves. */
import { expect, test } from "vitest";
import { assignToKeyGroup, preview } from "../core/index";
import { keyGroupsOfPreview } from "./key-group-text";

test.each(["a", "user 7", 'with "marks"', "ü", ""])("the preview of the text %j tells its key group", (key) => {
  expect(keyGroupsOfPreview(preview(key), 128)).toEqual([assignToKeyGroup(key, 128)]);
});

test.each([0, 42, 999_999_999, true, false])("%j may be a text as well", (key) => {
  expect(keyGroupsOfPreview(preview(key), 128)).toEqual([
    assignToKeyGroup(String(key), 128),
    assignToKeyGroup(key, 128),
  ]);
});

test.each([1.5, -1, 4_000_000_000, [1, 2], { a: 1 }, "a".repeat(500)])("of %j the text does not tell it", (key) => {
  expect(keyGroupsOfPreview(preview(key), 128)).toEqual([]);
});
