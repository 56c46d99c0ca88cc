import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

/** A question with one right option, as the page shows it. */
export interface ChoiceItem {
  id: string;
  right: string;
  wrong: string;
}

interface FrontMatter {
  id: string;
  format: string;
  answers?: string;
  options?: { text: string; correct?: boolean }[];
}

/** The first choice items by id that have one right option, and no code in any, so that labels are plain text. */
export function choiceItems(count: number): ChoiceItem[] {
  const files = readdirSync("content/items", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".md"),
  );
  const items = files
    .map((file) => parse(readFileSync(`content/items/${file}`, "utf8").split("\n---")[0] ?? "") as FrontMatter)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, format, answers, options = [] }) => {
      if (format !== "choice" || answers !== "one" || options.some((option) => option.text.includes("`"))) return [];
      const right = options.find((option) => option.correct === true)?.text;
      const wrong = options.find((option) => option.correct !== true)?.text;
      return right === undefined || wrong === undefined ? [] : [{ id, right, wrong }];
    })
    .slice(0, count);
  if (items.length < count) throw new Error(`only ${items.length} plain choice items`);
  return items;
}
