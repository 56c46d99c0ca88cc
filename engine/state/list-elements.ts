/** The rule of list states, keyed or not: no nulls, neither as a list nor inside one. */
import { nullPointer } from "../core/index";

/** Refuses a missing value with Flink's NullPointerException. */
export function checkElement(value: unknown): void {
  if (value === null || value === undefined) throw nullPointer("You cannot add null to a ListState.");
}

/** Refuses a missing list. */
export function checkList(values: readonly unknown[]): void {
  if (values === null || values === undefined) throw nullPointer("List of values to add cannot be null.");
}

/** Refuses a missing list, and lists that contain a missing value. */
export function checkElements(values: readonly unknown[]): void {
  checkList(values);
  for (const value of values) checkElement(value);
}

/** Adds the values one after the other, up to a missing one, which is refused: those before it stay. */
export function appendElements<T>(list: T[] | undefined, values: readonly T[]): T[] {
  const appended = list ?? [];
  for (const value of values) {
    checkElement(value);
    appended.push(value);
  }
  return appended;
}
