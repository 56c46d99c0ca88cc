/** The key group of a key that is known only by its text in a trace. */
import { assignToKeyGroup, PREVIEW_CHARACTERS_MAX } from "../core/index";

/**
 * The groups of `maxParallelism` that a key with this preview can belong to. A preview does not tell the text `7` from
 * the number, so there may be two; none where the hash depends on the declared type, or the preview is cut.
 */
export function keyGroupsOfPreview(preview: string, maxParallelism: number): number[] {
  if (/^[[{(]/.test(preview) || preview.length >= PREVIEW_CHARACTERS_MAX) return [];
  const keys: (string | number | boolean)[] = [preview];
  if (/^(0|[1-9]\d{0,8})$/.test(preview)) keys.push(Number(preview));
  else if (preview === "true" || preview === "false") keys.push(preview === "true");
  else if (!Number.isNaN(Number(preview)) && preview.trim() !== "") return [];
  return [...new Set(keys.map((key) => assignToKeyGroup(key, maxParallelism)))];
}
