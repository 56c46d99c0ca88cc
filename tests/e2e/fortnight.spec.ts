import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type ChoiceItem, choiceItems } from "./support/choice-items";
import { openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";
import { type OwnServer, startOwnServer } from "./support/own-server";
import { outboxStates } from "./support/outbox";
import { expectCare } from "./support/page-care";
import { type Grade, ReviewModel } from "./support/review-model";
import { answerItem, ITEMS } from "./support/study-items";

const FORTNIGHT_MILLIS_MAX = 480_000;
const TEST_CLOCK_HEADER = "x-tidemark-test-clock";
const NEW_PER_DAY = 10;
const EXERCISE = "windowed-word-count";
const DRAFT = "// a draft that a review leaves alone\n";
/** Day 0; the days of the test are counted from it. */
const FIRST_DAY = "2027-01-04";

/** The hour by the clock in Berlin at which each of the fourteen days is studied; over 24 is after midnight, still that day. */
const HOURS = [9, 20, 8, 26, 12, 7, 23, 27, 10, null, null, 18, 9, 21] as const;
/** The second week brings little that is new, so that what comes back is more than what is learned. */
const NEW_ITEMS = [3, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0] as const;
const UNDO_ON = 4;
const BURY_ON = 6;
const SUSPEND_ON = 8;

function wordsOf(days: number): string {
  if (days > 60) return `${Math.round(days / 30.4375)} months`;
  return days === 1 ? "1 day" : `${days} days`;
}

/** In the page: types `key` in the very moment in which the ratings are there, before anything is painted. */
function pressWhenRated(key: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[aria-label="How well did you recall it?"]') === null) return;
    observer.disconnect();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

class Fortnight {
  readonly model = new ReviewModel();
  readonly #page: Page;
  readonly #context: BrowserContext;
  readonly #url: string;
  readonly #items = choiceItems(20);
  #day = 0;

  constructor(page: Page, context: BrowserContext, url: string) {
    this.#page = page;
    this.#context = context;
    this.#url = url;
  }

  async begin(day: number, hour: number): Promise<void> {
    this.#day = day;
    // Berlin is one hour ahead of UTC in January.
    const at = new Date(Date.parse(`${FIRST_DAY}T00:00:00.000Z`) + (day * 24 + hour - 1) * 3_600_000);
    await this.#context.setExtraHTTPHeaders({ [TEST_CLOCK_HEADER]: at.toISOString() });
    await this.#page.clock.setFixedTime(at);
  }

  async open(place: string): Promise<void> {
    await this.#page.goto(`${this.#url}${place}`);
    await this.#page.waitForLoadState("networkidle");
  }

  /** What the queue says is left, against what the model says. */
  async expectCounts(): Promise<void> {
    const due = this.model.dueOn(this.#day).length;
    const fresh = NEW_PER_DAY - this.model.madeOn(this.#day);
    const words = [due > 0 && `${due} due`, fresh > 0 && `${fresh} new`].filter(Boolean).join(", ");
    await expect(this.#page.getByTestId("queue-count")).toHaveText(`${words} today`);
  }

  /** Answers something for the first time in study, every third one wrong. */
  async learn(index: number): Promise<void> {
    const item = this.#items[index] as ChoiceItem;
    const wrong = index % 3 === 2;
    await this.open(`/study/${item.id}`);
    await this.#page.getByRole("radio", { name: wrong ? item.wrong : item.right }).check();
    await this.#page.getByRole("button", { name: "Answer", exact: true }).click();
    await this.#page.waitForURL(/answer=/);
    this.model.rate(item.id, wrong ? 1 : 3, this.#day);
  }

  /** Answers the card that the queue asks and gives its id, without a rating yet. */
  async answerAsked(): Promise<string> {
    const code = this.#page.getByRole("link", { name: "Code it from the blank start" });
    if (await code.isVisible()) return this.#codeAsked();
    await this.#page.getByRole("radio").first().check();
    await this.#page.getByRole("button", { name: "Answer", exact: true }).click();
    await this.#page.waitForURL(/\/review\?.*answer=/);
    const id = new URL(this.#page.url()).searchParams.get("item") ?? "";
    expect(this.model.dueOn(this.#day)).toContain(id);
    return id;
  }

  async #codeAsked(): Promise<string> {
    expect(this.model.dueOn(this.#day)).toContain(EXERCISE);
    await this.#page.getByRole("link", { name: "Code it from the blank start" }).click();
    const editor = this.#page.locator(".monaco-editor .view-lines").first();
    await expect(editor).toContainText("Counts words in windows", { timeout: RUN_MILLIS_MAX });
    await expect(editor).not.toContainText("a draft that a review leaves alone");
    await expect(this.#page.getByText("A review from the blank start.")).toBeVisible();
    await writeProgram(this.#page, solutionOf(EXERCISE));
    await this.#page.getByRole("button", { name: /^Submit/ }).click();
    await expect(verdictOf(this.#page)).toContainText(/All \d cases pass\./, { timeout: RUN_MILLIS_MAX });
    await expectAttemptsKept(this.#page);
    await this.#page.getByRole("link", { name: "Rate it and go on" }).click();
    await expect(this.#page.getByText("Solved unaided.")).toBeVisible();
    return EXERCISE;
  }

  /** Rates the answered card by its key, once the buttons promise what the formulae do. */
  async rate(id: string, grade: Grade): Promise<void> {
    const bar = this.#page.getByRole("region", { name: "How well did you recall it?" });
    const intervals = this.model.intervalsOf(id, this.#day).map(wordsOf);
    await expect(bar.getByRole("button")).toHaveText(
      ["Again", "Hard", "Good", "Easy"].map((name, index) => new RegExp(`^${name}.*${intervals[index]}$`)),
    );
    await this.#page.keyboard.press(String(grade));
    await this.#page.waitForURL((url) => url.pathname === "/review" && url.search === "");
    this.model.rate(id, grade, this.#day);
    await this.expectCounts();
  }

  /** Reviews until nothing is due; the ratings go in turn, so that every one of them is given. */
  async reviewAll(): Promise<void> {
    for (let left = this.model.dueOn(this.#day).length; left > 0; left--) {
      const id = await this.answerAsked();
      const turn = ([3, 1, 4, 2] as const)[(this.model.ratingsOf(id) + id.length) % 4] ?? 3;
      await this.rate(id, turn);
    }
    expect(this.model.dueOn(this.#day)).toEqual([]);
  }

  /** Rates a card as soon as that can be done, takes it back, and finds the very same card and counts again. */
  async undoOnce(): Promise<void> {
    await this.open("/review");
    const question = await this.#page.getByRole("heading", { level: 1 }).textContent();
    const due = this.model.dueOn(this.#day).length;
    await this.#page.getByRole("radio").first().check();
    await this.#page.evaluate(pressWhenRated, "1");
    await this.#page.getByRole("button", { name: "Answer", exact: true }).click();
    await expect(this.#page.getByRole("button", { name: /^Undo Again/ })).toBeVisible();
    if (due > 1) await expect(this.#page.getByRole("heading", { level: 1 })).not.toHaveText(question ?? "");
    await this.#page.getByRole("button", { name: /^Undo Again/ }).click();
    await expect(this.#page.getByRole("heading", { level: 1 })).toHaveText(question ?? "");
    await this.expectCounts();
  }

  /** Puts off, or sets aside, the card that is asked; gives its id. */
  async setAside(button: "Not today" | "Set aside"): Promise<string> {
    await this.open("/review");
    const id = await this.answerAsked();
    await this.#page.getByRole("button", { name: new RegExp(`^${button}`) }).click();
    await this.#page.waitForURL((url) => url.search === "");
    if (button === "Not today") this.model.bury(id, this.#day);
    else this.model.suspend(id);
    await this.expectCounts();
    return id;
  }
}

/** The pages of review, plan and progress, as they are at the end of the fortnight, fifteen days before the interview. */
async function expectCareOfPages(page: Page, fortnight: Fortnight): Promise<void> {
  await fortnight.open("/plan");
  await page.getByLabel("Day of the interview").fill("2027-02-01");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^15 days until your interview/ })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "a mock interview" })).toHaveCount(2);
  await expectCare(page, "plan");
  await fortnight.open("/review/cards");
  await expectCare(page, "cards");
  await fortnight.open("/progress");
  await expect(page.getByText(`${fortnight.model.dayCount} of the last 14 days`)).toBeVisible();
  await expectCare(page, "progress with mastery");
}

/** Runs the exercise as it begins, which fails a case, and leaves a draft. */
async function failExercise(page: Page): Promise<void> {
  await openRoom(page, EXERCISE);
  await writeProgram(page, `${DRAFT}${readFileSync(`content/exercises/${EXERCISE}/starter.mts`, "utf8")}`);
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText(/differ/, { timeout: RUN_MILLIS_MAX });
  await expectAttemptsKept(page);
}

/** Waits until the server has every attempt that the page has made. */
async function expectAttemptsKept(page: Page): Promise<void> {
  await expect.poll(() => outboxStates(page)).not.toContain("waiting");
}

test.describe("a fortnight of study", () => {
  test.describe.configure({ timeout: FORTNIGHT_MILLIS_MAX });
  const directory = mkdtempSync(path.join(os.tmpdir(), "tidemark-fortnight-"));
  let server: OwnServer;

  test.beforeAll(async () => {
    server = await startOwnServer(path.join(directory, "data"), { env: { TIDEMARK_TEST_CLOCK: "1" } });
  });
  test.afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test("asks each day for exactly what the formulae of FSRS ask for", async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.url, timezoneId: "Europe/Berlin" });
    const page = await context.newPage();
    const fortnight = new Fortnight(page, context, server.url);
    let learned = 0;
    for (const [day, hour] of HOURS.entries()) {
      if (hour === null) continue;
      await test.step(`day ${day}`, async () => {
        await fortnight.begin(day, hour);
        if (day > 0) {
          await fortnight.open("/review");
          await fortnight.expectCounts();
        }
        for (let count = NEW_ITEMS[day] ?? 0; count > 0; count--) await fortnight.learn(learned++);
        if (day === 1) {
          await failExercise(page);
          fortnight.model.rate(EXERCISE, 1, day);
        }
        await fortnight.open("/review");
        await fortnight.expectCounts();
        if (day === UNDO_ON) await fortnight.undoOnce();
        if (day === BURY_ON) await fortnight.setAside("Not today");
        if (day === SUSPEND_ON) await fortnight.setAside("Set aside");
        await fortnight.open("/review");
        await fortnight.reviewAll();
      });
    }
    await expectCareOfPages(page, fortnight);
    await openRoom(page, EXERCISE);
    await expect(page.locator(".monaco-editor .view-lines").first()).toContainText(
      "a draft that a review leaves alone",
    );
    await context.close();
  });
});

test("a server that was not started for tests keeps to its own clock", async ({ page, context }) => {
  await answerItem(page, "choice");
  await context.setExtraHTTPHeaders({ [TEST_CLOCK_HEADER]: new Date(Date.now() + 60 * 86_400_000).toISOString() });
  await page.goto("/review", { waitUntil: "networkidle" });
  await expect(page.getByTestId("queue-count")).toHaveText(`${NEW_PER_DAY - 1} new today`);
  await page.goto("/review/cards");
  await expect(page.getByRole("link", { name: "What allowed lateness changes" })).toHaveAttribute(
    "href",
    `/study/${ITEMS.choice}`,
  );
  await expect(page.getByText("due today")).toHaveCount(0);
});
