import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedItem } from "./importance";
import { makePlan, MOCK_MINUTES, type PlanInput, type PlannedCard, REVIEW_SHARE } from "./make-plan";
import { createScheduler } from "./scheduler";

const scheduler = createScheduler({ desiredRetention: 0.9 });
const today = 20_000;

function item(id: string, changes: Partial<PlannedItem> = {}): PlannedItem {
  const common = { topic: "windows", level: "basic", frequency: "often", interview: "L4", minutes: 5 } as const;
  return { id, ...common, ...changes };
}

function card(id: string, dueDay: number, minutes = 4): PlannedCard {
  return { id, memory: { stability: 10, difficulty: 5 }, lastDay: dueDay - 10, dueDay, minutes };
}

type Changes = Partial<Omit<PlanInput, "leftToday">> & { newLeftToday?: number; reviewsLeftToday?: number };

function planOf({ newLeftToday = 3, reviewsLeftToday = 10, ...changes }: Changes) {
  return makePlan({
    leftToday: { minutes: changes.minutesPerDay ?? 60, newItems: newLeftToday, reviews: reviewsLeftToday },
    ...{ today, interviewDay: today + 4, minutesPerDay: 60, newPerDay: 3, reviewsPerDay: 10 },
    aim: { interviewLevel: "L4", topics: [] },
    ...{ items: [], exercises: [], cards: [], scheduler },
    ...changes,
  });
}
const newIds = (plan: ReturnType<typeof makePlan>) => plan.days.map((day) => day.newItems.map((each) => each.id));

describe("the plan", () => {
  it("brings what is new by importance, under the day's number, and nothing new on the last day", () => {
    const items = [item("rare", { frequency: "rarely" }), ...["a", "b", "c", "d", "e", "f", "g"].map((id) => item(id))];
    const plan = planOf({ items, newLeftToday: 1, interviewDay: today + 4 });
    // Four days: one left today, then three, then the mock interview leaves 60 - 45 = 15 minutes for three of 5.
    expect(newIds(plan)).toEqual([["a"], ["b", "c", "d"], ["e", "f", "g"], []]);
    expect(plan.dropped.map((each) => each.id)).toEqual(["rare"]);
  });

  it("says what does not fit, the least important first", () => {
    const items = [
      item("often"),
      item("rarely", { frequency: "rarely" }),
      item("very-often", { frequency: "very-often" }),
      item("sometimes", { frequency: "sometimes" }),
    ];
    const plan = planOf({ items, interviewDay: today + 1, minutesPerDay: 10, newLeftToday: 5 });
    expect(newIds(plan)).toEqual([["very-often", "often"]]);
    expect(plan.dropped.map((each) => each.id)).toEqual(["rarely", "sometimes"]);
  });

  it("puts reviews first, each at half the time of a first answer, and leaves over what the day does not hold", () => {
    const cards = [card("old", today - 3), card("older", today - 5), card("later", today + 2)];
    const plan = planOf({ cards, items: [item("new")], minutesPerDay: 8, interviewDay: today + 2 });
    // 2 reviews of 4 minutes take 4; the new item takes 5 and does not fit into what is left. The next day is the last.
    expect(plan.days[0]).toMatchObject({ reviewCount: 2, reviewMinutes: 4, newItems: [], minutes: 4 });
    const capped = planOf({ cards, reviewsLeftToday: 1, interviewDay: today + 2 });
    expect(capped.days.map((day) => day.reviewCount)).toEqual([1, 1]);
  });

  it("counts what was done today: only the rest of the day's minutes is filled", () => {
    const plan = makePlan({
      ...{ today, interviewDay: today + 2, minutesPerDay: 60, newPerDay: 9, reviewsPerDay: 9 },
      ...{ leftToday: { minutes: 11, newItems: 9, reviews: 9 }, aim: { interviewLevel: "L4", topics: [] } },
      ...{ items: [item("a"), item("b"), item("c")], exercises: [], cards: [], scheduler },
    });
    expect(newIds(plan)).toEqual([["a", "b"], []]);
    // Two of 5 minutes each are planned; the 49 that are done are not.
    expect(plan.days.map((day) => day.minutes)).toEqual([10, 0]);
  });

  it("recalls what it reviews: the card comes back when FSRS says", () => {
    const plan = planOf({ cards: [card("known", today)], interviewDay: today + 60 });
    const after = scheduler.outcomes({ stability: 10, difficulty: 5 }, 10).good;
    const [first, second] = plan.days.filter((day) => day.reviewCount > 0);
    expect([first?.day, second?.day]).toEqual([today, today + after.intervalDays]);
    const again = scheduler.outcomes(after, after.intervalDays).good;
    expect(plan.cardsAtEnd).toEqual([
      {
        id: "known",
        memory: { stability: again.stability, difficulty: again.difficulty },
        lastDay: today + after.intervalDays,
        dueDay: today + after.intervalDays + again.intervalDays,
        minutes: 4,
      },
    ]);
  });

  it("holds a mock interview two days before, in a long plan one a week before too, and exercises on every third day", () => {
    const exercises = ["one", "two", "three", "four", "five"].map((id) => ({ id, minutes: 20 }));
    const plan = planOf({ exercises, interviewDay: today + 12 });
    expect(plan.days.flatMap((day, index) => (day.mockInterview ? [index] : []))).toEqual([5, 10]);
    expect(plan.days.flatMap((day, index) => (day.exercise ? [`${index} ${day.exercise.id}`] : []))).toEqual([
      "0 one",
      "3 two",
      "6 three",
      "9 four",
    ]);
    expect(planOf({ interviewDay: today + 4 }).days.map((day) => day.mockInterview)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(plan.days[5]?.minutes).toBe(MOCK_MINUTES);
  });

  it("is for one day when the interview is tomorrow or today, and then that day has what is new as well", () => {
    for (const interviewDay of [today, today + 1]) {
      const plan = planOf({ items: [item("a")], interviewDay });
      expect(newIds(plan)).toEqual([["a"]]);
      expect(plan.days.map((day) => [day.day, day.mockInterview])).toEqual([[today, false]]);
    }
  });

  it("never plans more than the day's minutes and numbers, and loses no item that the aim asks for", () => {
    const anyItem = fc.record({
      frequency: fc.constantFrom("very-often", "often", "sometimes", "rarely"),
      interview: fc.constantFrom("L4", "L5", "L6"),
      minutes: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyItem, { maxLength: 30 }),
        fc.array(fc.integer({ min: -10, max: 20 }), { maxLength: 20 }),
        fc.integer({ min: 10, max: 120 }),
        fc.integer({ min: 0, max: 30 }),
        (drawn, dues, minutesPerDay, dayCount) => {
          const items = drawn.map((parts, index) => item(`new-${index}`, parts as Partial<PlannedItem>));
          const plan = planOf({
            ...{ items, minutesPerDay, interviewDay: today + dayCount },
            cards: dues.map((due, index) => card(`card-${index}`, today + due)),
            exercises: [{ id: "exercise", minutes: 20 }],
          });
          for (const day of plan.days) {
            const cost =
              day.reviewMinutes +
              day.newItems.reduce((sum, each) => sum + each.minutes, 0) +
              (day.exercise?.minutes ?? 0) +
              (day.mockInterview ? MOCK_MINUTES : 0);
            expect(day.minutes).toBeCloseTo(cost, 9);
            expect(day.minutes).toBeLessThanOrEqual(Math.max(minutesPerDay, day.mockInterview ? MOCK_MINUTES : 0));
            expect(day.newItems.length).toBeLessThanOrEqual(3);
            expect(day.reviewCount).toBeLessThanOrEqual(10);
            expect(day.reviewMinutes % (4 * REVIEW_SHARE)).toBeGreaterThanOrEqual(0);
          }
          const planned = plan.days.flatMap((day) => day.newItems.map((each) => each.id));
          const asked = items.filter((each) => each.interview === "L4").map((each) => each.id);
          expect([...planned, ...plan.dropped.map((each) => each.id)].sort()).toEqual([...asked].sort());
        },
      ),
    );
  });
});
