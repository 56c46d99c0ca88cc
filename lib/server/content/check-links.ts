import "server-only";
import type { ContentFault } from "./content-fault";
import { listFiles, readText } from "./content-files";
import { parseFrontMatter } from "./front-matter";
import { type BodyLink, linksOf } from "./item-body";

/** What links inside Tidemark can lead to, besides its fixed pages. */
export interface LinkTargets {
  readonly itemIds: ReadonlySet<string>;
  readonly exerciseIds: ReadonlySet<string>;
  readonly sceneIds: ReadonlySet<string>;
}

const PAGES = ["/", "/study", "/study/scenes", "/review", "/plan", "/code", "/interview", "/progress", "/settings"];
/** Kinds of content whose markdown is checked here; items bring their links along. */
const OTHER_FOLDERS = ["content/exercises", "content/scenes", "content/interview"];

/** What can be linked under `root`, given the ids of its items. */
export function linkTargets(root: string, itemIds: ReadonlySet<string>): LinkTargets {
  const idsIn = (folder: string) => new Set(listFiles(root, folder).map((file) => file.split("/")[2] ?? ""));
  return { itemIds, exerciseIds: idsIn("content/exercises"), sceneIds: idsIn("content/scenes") };
}

/** Names the links of one file that lead nowhere. */
export function linkFaults(file: string, links: readonly BodyLink[], targets: LinkTargets): ContentFault[] {
  return links.flatMap(({ url, line }) => {
    const remedy = linkRemedy(url, targets);
    return remedy === null ? [] : [{ file, line, message: `The link ${url} leads nowhere.`, remedy }];
  });
}

/** Names the links of exercises, scenes and interview questions that lead nowhere. */
export function checkOtherLinks(root: string, targets: LinkTargets): ContentFault[] {
  const files = OTHER_FOLDERS.flatMap((folder) => listFiles(root, folder)).filter((file) => file.endsWith(".md"));
  return files.flatMap((file) => {
    const text = readText(root, file);
    const frontMatter = parseFrontMatter(text);
    const { body, bodyLine } = frontMatter.ok ? frontMatter.value : { body: text, bodyLine: 1 };
    const links = linksOf(body).map((link) => ({ ...link, line: link.line + bodyLine - 1 }));
    return linkFaults(file, links, targets);
  });
}

/** What to do about a link, or null when it is in order. */
function linkRemedy(url: string, targets: LinkTargets): string | null {
  if (url.startsWith("https://")) {
    return URL.canParse(url) && new URL(url).hostname.includes(".") ? null : "Correct the address of the page.";
  }
  if (!url.startsWith("/"))
    return "Link pages by https:// or inside Tidemark by /study/<id>, /code/<slug>, /interview.";
  const path = url.split("#")[0] ?? "";
  if (PAGES.includes(path)) return null;
  const [, place, id = "", ...rest] = path.split("/");
  if (rest.length === 0 && place === "study" && targets.itemIds.has(id)) return null;
  if (rest.length === 0 && place === "code" && targets.exerciseIds.has(id)) return null;
  if (rest.length === 1 && place === "study" && id === "scenes" && targets.sceneIds.has(rest[0] ?? "")) return null;
  return "Correct the id; the items are in content/items, the exercises in content/exercises.";
}
