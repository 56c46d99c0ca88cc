/** Pages and commands that search finds. */
import { THEMES, type Theme } from "../theme";

/** A page that has no content of its own to be found by. */
export interface Place {
  readonly href: string;
  readonly title: string;
  /** Other words to find it by. */
  readonly terms: string;
}

export const PAGES: readonly Place[] = [
  { href: "/study", title: "Study: all questions", terms: "questions filter topics sets" },
  { href: "/review", title: "Review: what is due", terms: "cards due today repeat spaced repetition" },
  { href: "/plan", title: "Plan for the interview", terms: "days date schedule forecast" },
  { href: "/code", title: "Exercises", terms: "code coding room" },
  { href: "/interview", title: "Mock interview", terms: "sit practice rungs clock" },
  { href: "/progress", title: "Progress", terms: "mastery history statistics days practised" },
  { href: "/study/lists", title: "Your lists", terms: "own lists collections" },
  { href: "/study/lists/favourites", title: "Favourites", terms: "favorites starred stars bookmarks" },
  { href: "/study/notes", title: "Your notes", terms: "own notes" },
  { href: "/study/primitives", title: "Seven primitives", terms: "teaching pages basics" },
  { href: "/study/cheat-sheet", title: "Cheat sheet", terms: "one page by heart summary revision print" },
  { href: "/study/scenes", title: "Scenes: small jobs that really run", terms: "guided runs" },
  { href: "/study/drills", title: "Trace drills", terms: "predict watermarks firings practice" },
  { href: "/study/grading", title: "How far the grader can be trusted", terms: "grading report agreement readers" },
  { href: "/review/cards", title: "Cards: set aside, slipping, due", terms: "leeches suspended" },
  { href: "/progress/appeals", title: "Marks you disputed", terms: "appeals objections" },
  { href: "/settings", title: "Settings", terms: "second opinion theme preferences" },
  {
    href: "/settings/data",
    title: "Your data: export, import, delete",
    terms: "backup download json anki deck apkg zip",
  },
  { href: "/", title: "Start", terms: "home landing" },
];

/** Something that search does at once. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly terms: string;
  readonly theme: Theme;
}

const THEME_TITLES: Readonly<Record<Theme, string>> = {
  system: "Theme as the system",
  light: "Light theme",
  dark: "Dark theme",
};

export const COMMANDS: readonly Command[] = THEMES.map((theme) => ({
  id: `theme:${theme}`,
  title: THEME_TITLES[theme],
  terms: "switch appearance colours mode day night",
  theme,
}));
