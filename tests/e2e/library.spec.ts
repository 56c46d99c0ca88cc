import { expect, type Locator, type Page, test } from "@playwright/test";
import { LIST_NAME_LENGTH_MAX } from "../../lib/shared/content/library-limits";
import { expectDrillVerdict, fillDrill, predictionOf } from "./support/drill-sheet";
import { expectCare, listenToComplaints } from "./support/page-care";
import { openPalette, palette } from "./support/palette";
import { expectVerdict, ITEMS, openItem } from "./support/study-items";

const LIBRARY_MILLIS_MAX = 120_000;

test.describe.configure({ timeout: LIBRARY_MILLIS_MAX });

/** From the top of the row of filters to the first question, in CSS pixels. */
const FILTER_ROW_PX_MAX = 72;

const noteField = (page: Page) => page.getByLabel("Note, in Markdown");

/** Writes the note of the page that is open, and saves it by the key. */
async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: /(Write a|Edit the) note/ }).click();
  await noteField(page).fill(text);
  await noteField(page).press("Control+Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
}

/** Puts the item that is open into a new list. */
async function makeList(page: Page, name: string): Promise<void> {
  await page.getByText("Add to list").click();
  await page.getByLabel("Name of a new list").fill(name);
  await page.getByRole("button", { name: "Make", exact: true }).click();
  await expect(page.getByLabel(name)).toBeChecked();
  await page.keyboard.press("Escape");
}

const listWay = (page: Page) => page.getByRole("navigation", { name: "The list that this is in" });

/** The id of a list, which its address ends with. */
async function idOfList(page: Page, name: string): Promise<string> {
  await page.goto("/study/lists", { waitUntil: "networkidle" });
  const href = await page.getByRole("link", { name }).getAttribute("href");
  return href?.split("/").at(-1) ?? "";
}

/** So many presses of Tab may lie between the top of a page and the way through its list. */
const TABS_MAX = 12;

/** Goes from the top of the page to a link by the keyboard alone. */
async function reachByTab(page: Page, link: Locator): Promise<void> {
  await expect(link).toBeVisible();
  await page.getByRole("link").first().focus();
  for (let press = 0; press < TABS_MAX; press += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(link).toBeFocused();
}

/** Opens what else can be filtered by. */
async function openFilters(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Filters" }).click();
}

async function addToList(page: Page, id: string, name: string): Promise<void> {
  await openItem(page, id);
  await page.getByText("Add to list").click();
  await page.getByLabel(name).check();
  await expect(page.getByText(`Added to ${name}.`)).toBeVisible();
}

test("a note is written, drawn without anything unsafe, and found by search @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  await openItem(page, ITEMS.choice);
  const text = "## Mine\n\nThe **tsunami** rule.\n\n<img src=x onerror=alert(1)> [bad](javascript:alert(1))";
  await page.getByRole("button", { name: "Write a note" }).click();
  await expect(noteField(page)).toBeFocused();
  await noteField(page).fill(text);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator("#note strong")).toHaveText("tsunami");
  await expect(page.locator("#note :is(img, a)")).toHaveCount(0);
  await expectCare(page, "preview of a note");
  await page.getByRole("button", { name: "Preview" }).click();
  await noteField(page).press("Control+Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit the note" })).toBeFocused();
  await page.reload();
  await page.getByText("Show it; it may give the answer away").click();
  await expect(page.locator("#note").getByRole("heading", { name: "Mine" })).toBeVisible();

  await page.goto("/study/notes");
  await expect(page.getByRole("status").filter({ hasText: "1 note" })).toBeVisible();
  await expectCare(page, "notes");
  await openPalette(page);
  await page.keyboard.type("tsunami");
  await expect(palette(page).getByRole("option")).toHaveCount(1);
  await expect(palette(page).getByRole("option")).toContainText("The tsunami rule.");
  await page.keyboard.press("Enter");
  await page.waitForURL(`/study/${ITEMS.choice}#note`);
  expect(complaints).toEqual([]);
});

test("a note of two tabs loses nothing, a draft survives, and giving up asks first", async ({ page, context }) => {
  await openItem(page, ITEMS.number);
  await writeNote(page, "common start");
  const other = await context.newPage();
  await openItem(other, ITEMS.number);
  await other.getByRole("button", { name: "Edit the note" }).click();
  await writeNote(page, "from the first tab");
  await noteField(other).fill("from the second tab");
  await noteField(other).press("Control+Enter");
  await expect(other.getByRole("alert").filter({ hasText: "Nothing is lost" })).toContainText("from the first tab");
  await expect(noteField(other)).toHaveValue("from the second tab");
  await other.getByRole("button", { name: "Put both into the field" }).click();
  await expect(noteField(other)).toHaveValue("from the first tab\n\nfrom the second tab");
  await noteField(other).press("Control+Enter");
  await expect(other.getByText("Saved.")).toBeVisible();

  await other.getByRole("button", { name: "Edit the note" }).click();
  await noteField(other).fill("half a thought");
  await other.reload();
  await other.getByRole("button", { name: "Go on with it" }).click();
  await expect(noteField(other)).toHaveValue("half a thought");
  await noteField(other).press("Escape");
  await expect(other.getByText("Give up what you changed?")).toBeVisible();
  await other.keyboard.press("Escape");
  await expect(other.getByText("Give up what you changed?")).toHaveCount(0);
  await other.getByRole("button", { name: /^Give up/ }).click();
  await other.getByRole("button", { name: "Give it up" }).click();
  await expect(noteField(other)).toHaveCount(0);
  await other.getByText("Show it; it may give the answer away").click();
  await expect(other.locator("#note")).toContainText("from the second tab");
});

test("a star is set by the keyboard, and the list is filtered by it @phone", async ({ page }) => {
  await page.goto("/study?topic=windows", { waitUntil: "networkidle" });
  const star = page.getByRole("button", { name: /^Favourite: / }).first();
  const title = ((await star.textContent()) ?? "").replace("Favourite: ", "");
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await star.focus();
  await page.keyboard.press("Enter");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await openFilters(page);
  await page.getByRole("navigation", { name: "Filter by yours" }).getByRole("link", { name: "favourites" }).click();
  await page.waitForURL(/starred=yes/);
  await expect(page.getByRole("status").filter({ hasText: /question/ })).toHaveText("1 question");
  await expect(page.getByRole("region", { name: "Questions" }).getByRole("link", { name: title })).toBeVisible();
  await expectCare(page, "filtered by favourites");
  await page.getByRole("link", { name: "Take away: favourites" }).click();
  await page.waitForURL((url) => !url.searchParams.has("starred"));

  await page.goto("/study/lists/favourites", { waitUntil: "networkidle" });
  await expectCare(page, "favourites");
  await page.getByRole("button", { name: `Favourite: ${title}` }).click();
  await expect(page.getByText("Nothing is starred yet.")).toBeVisible();
});

test("favourites of every kind are gone through, the newest first @phone", async ({ page }) => {
  const starred = ["/study/scenes/late-data", "/code/click-sessions", `/study/${ITEMS.choice}`];
  for (const address of starred) {
    await page.goto(address, { waitUntil: "networkidle" });
    const star = page.getByRole("button", { name: "Favourite", exact: true });
    await star.click();
    await expect(star).toHaveAttribute("aria-pressed", "true");
    // The star is kept before the next one, whose moment then is later.
    await page.waitForLoadState("networkidle");
  }
  await page.goto("/study/lists/favourites");
  await page.getByRole("link", { name: "Study the favourites" }).click();
  for (const [index, address] of starred.toReversed().entries()) {
    await page.waitForURL((url) => url.pathname === address && url.searchParams.get("list") === "favourites");
    await expect(listWay(page)).toContainText(`${index + 1} of 3`);
    const next = listWay(page).getByRole("link", { name: /^Next in list \S/ });
    if (index < starred.length - 1) await next.click();
  }
  await expect(listWay(page)).toContainText("The last one");
  await listWay(page).getByRole("link", { name: "Favourites" }).click();
  await page.getByRole("link", { name: "Filter their questions" }).click();
  await expect(page.getByRole("status").filter({ hasText: /question/ })).toHaveText("1 question");
});

test("the filters are one row until they are asked for, and stay open while they are set by keyboard @phone", async ({
  page,
}) => {
  await page.goto("/study?topic=windows", { waitUntil: "networkidle" });
  const questions = page.getByRole("region", { name: "Questions" });
  const levels = page.getByRole("navigation", { name: "Filter by level" });
  await expect(levels).toBeHidden();
  const row = await questions.getByRole("search").boundingBox();
  const first = await questions
    .getByRole("button", { name: /^Favourite: / })
    .first()
    .boundingBox();
  if (row === null || first === null) throw new Error("the row of filters or the first question is not there");
  expect(first.y - row.y).toBeLessThanOrEqual(FILTER_ROW_PX_MAX);

  await questions.getByRole("button", { name: "Find" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(levels).toBeVisible();
  for (let link = 0; link < 4; link += 1) await page.keyboard.press("Tab");
  await expect(levels.getByRole("link", { name: "advanced" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL("/study?topic=windows&level=advanced");
  await expect(levels.getByRole("link", { name: "advanced" })).toHaveAttribute("aria-current", "true");
  await expect(levels.getByRole("link", { name: "advanced" })).toBeFocused();
  await expectCare(page, "open filters");
  await expect(page.getByRole("list", { name: "Filters that are set" }).getByRole("link")).toHaveText([
    "Take away: Windows×",
    "Take away: advanced×",
    "Take all away",
  ]);
});

test("questions are filtered by words, and the address says so", async ({ page }) => {
  await page.goto("/study", { waitUntil: "networkidle" });
  await page.getByLabel("Words").fill("wm idle");
  await page.getByLabel("Words").press("Enter");
  await page.waitForURL(/q=wm\+idle/);
  await expect(page.getByRole("region", { name: "Questions" }).locator("ul a").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Take away: “wm idle”" })).toBeVisible();
});

test("an own list is made, reordered by keys, studied in its order, renamed and deleted @phone", async ({ page }) => {
  await openItem(page, ITEMS.matching);
  await makeList(page, "Before Friday");
  await addToList(page, ITEMS.number, "Before Friday");
  await addToList(page, ITEMS.choice, "Before Friday");
  await page.goto("/study/lists", { waitUntil: "networkidle" });
  await expectCare(page, "lists");
  await page.getByLabel("Name of a new list").fill("before friday");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is a list of this name already.")).toBeVisible();
  await page.getByRole("link", { name: "Before Friday" }).click();
  await page.waitForURL(/\/study\/lists\/[0-9a-f-]{36}$/);
  const titles = page.getByRole("main").getByRole("listitem").getByRole("link");
  const [first, second, third] = await titles.allTextContents();
  await page.getByRole("button", { name: `Move ${third} up` }).press("Enter");
  await expect(titles).toHaveText([first ?? "", third ?? "", second ?? ""]);
  await expect(page.getByRole("button", { name: `Move ${third} up` })).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(titles).toHaveText([third ?? "", first ?? "", second ?? ""]);
  await expect(page.getByText(`${third} is now number 1 of 3.`)).toBeVisible();
  await page.reload({ waitUntil: "networkidle" });
  await expect(titles).toHaveText([third ?? "", first ?? "", second ?? ""]);
  await expectCare(page, "own list");

  await page.getByRole("button", { name: `Take out: ${second}` }).click();
  await expect(titles).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(titles).toHaveText([third ?? "", first ?? "", second ?? ""]);

  await page.getByRole("link", { name: "Study this list" }).click();
  await page.waitForURL(new RegExp(`/study/${ITEMS.choice}\\?list=`));
  await expect(listWay(page)).toContainText("Before Friday1 of 3");
  await page.waitForLoadState("networkidle");
  await page.getByLabel("A record that comes 20 s of event time").check();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, /of 2/);
  await page.getByRole("link", { name: /^Next in list( N)?$/ }).click();
  await page.waitForURL(new RegExp(`/study/${ITEMS.matching}\\?list=`));

  await listWay(page).getByRole("link", { name: "Before Friday" }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("Name of the list").fill("Before Monday");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Before Monday" })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "Keep the list" })).toBeFocused();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.waitForURL("/study/lists");
  await expect(page.getByRole("link", { name: "Before Monday" })).toHaveCount(0);
});

test("a list of every kind is gone through in its order by the keyboard alone @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  const entries = [
    "/study/primitives/windows",
    `/study/${ITEMS.choice}`,
    "/study/scenes/late-data",
    "/code/click-sessions",
    "/study/drills?level=2&seed=42",
  ];
  await page.goto(entries[0] ?? "", { waitUntil: "networkidle" });
  await makeList(page, "Everything");
  for (const address of entries.slice(1)) {
    await page.goto(address, { waitUntil: "networkidle" });
    await page.getByText("Add to list").click();
    await page.getByLabel("Everything").check();
    await expect(page.getByText("Added to Everything.")).toBeVisible();
  }
  await page.goto("/study/lists");
  await page.getByRole("link", { name: "Everything" }).click();
  await expect(page.getByRole("main").locator("ol > li")).toHaveCount(entries.length);
  await expectCare(page, "a list of every kind");
  await page.getByRole("link", { name: "Study this list" }).press("Enter");
  for (const [index, address] of entries.entries()) {
    await page.waitForURL((url) => `${url.pathname}${url.search}`.startsWith(address) && url.searchParams.has("list"));
    await expect(listWay(page)).toContainText(`${index + 1} of ${entries.length}`);
    const next = listWay(page).getByRole("link", { name: /^Next in list \S/ });
    if (index === entries.length - 1) await expect(next).toHaveCount(0);
    else {
      await reachByTab(page, next);
      await page.keyboard.press("Enter");
    }
  }
  await expect(listWay(page)).toContainText("The last one");
  await expectCare(page, "the last of a list");
  await listWay(page)
    .getByRole("link", { name: /^Previous \S/ })
    .press("Enter");
  await page.waitForURL(/\/code\/click-sessions\?list=/);
  await expectCare(page, "an exercise of a list");
  expect(complaints).toEqual([]);
});

test("a list whose name has no break is nowhere wider than the screen @phone-only @phone", async ({ page }) => {
  const name = "W".repeat(LIST_NAME_LENGTH_MAX);
  await openItem(page, ITEMS.choice);
  await makeList(page, name);
  const list = new URLSearchParams({ list: await idOfList(page, name) });
  for (const address of [
    `/study?${list}`,
    `/study/${ITEMS.choice}?${list}`,
    "/study/lists",
    "/study/drills?level=1&seed=7",
    "/study/scenes/late-data",
    "/settings/data",
  ]) {
    await page.goto(address, { waitUntil: "networkidle" });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("main details")) (details as HTMLDetailsElement).open = true;
    });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overhang, `${address} scrolls sideways`).toBeLessThanOrEqual(0);
  }
});

test("what a list leads on with after the answer is its next entry, and the list after the last", async ({ page }) => {
  await openItem(page, ITEMS.choice);
  await makeList(page, "Short");
  await page.goto("/study/drills?level=1&seed=7", { waitUntil: "networkidle" });
  await page.getByText("Add to list").click();
  await page.getByLabel("Short").check();
  await expect(page.getByText("Added to Short.")).toBeVisible();
  await page.goto("/study/lists");
  await page.getByRole("link", { name: "Short" }).click();
  await page.getByRole("link", { name: "Study this list" }).click();
  await page.waitForURL(new RegExp(`/study/${ITEMS.choice}\\?list=`));
  await page.waitForLoadState("networkidle");
  await page.getByLabel("A record that comes 20 s of event time").check();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, /of 2/);
  await page.keyboard.press("n");
  await page.waitForURL(/\/study\/drills\?level=1&seed=7&list=/);
  await page.waitForLoadState("networkidle");
  await fillDrill(page, predictionOf({ level: 1, seed: 7 }, null));
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^All as predicted/);
  await page.keyboard.press("n");
  await page.waitForURL(/\/study\/lists\/[0-9a-f-]+$/);
  await page.getByRole("link", { name: "Study this list" }).click();
  await page.waitForURL(new RegExp(`/study/${ITEMS.choice}\\?list=`));
});

test("a drill has a star, a note and a place in the lists, as a question has @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  const address = "/study/drills?level=3&seed=42";
  await page.goto(address, { waitUntil: "networkidle" });
  const star = page.getByRole("button", { name: "Favourite" });
  await star.press("Enter");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await writeNote(page, "the **boundary** counts");
  await page.reload({ waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("#note strong")).toBeHidden();
  await page.getByText("Show it; it may give the answer away").click();
  await expect(page.locator("#note strong")).toHaveText("boundary");
  await expectCare(page, "a drill with a note");

  for (const [place, href] of [
    ["/study/lists/favourites", `${address}&list=favourites`],
    ["/study/notes", address],
  ] as const) {
    await page.goto(place);
    const link = page.getByRole("link", { name: "Trace drill 42: allowed lateness" });
    await expect(link).toHaveAttribute("href", href);
    await expect(page.getByText("Drill · Time and watermarks")).toBeVisible();
  }
  await page.goto("/study/drills?level=3&seed=43", { waitUntil: "networkidle" });
  await expect(page.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "false");
  expect(complaints).toEqual([]);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the filters open, and each leads to its list", async ({ page }) => {
    await page.goto("/study");
    await openFilters(page);
    await page.getByRole("navigation", { name: "Filter by format" }).getByRole("link", { name: "number" }).click();
    await page.waitForURL("/study?format=number");
    await expect(page.getByRole("link", { name: "Take away: number" })).toBeVisible();
  });
});
