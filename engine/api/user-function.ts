/**
 * User functions as the API takes them: checked when the program is written, so that a missing one is an error of the line
 * that forgot it, and instantiated anew for each subtask and attempt.
 */
import { illegalArgument, nullPointer, preview } from "../core/index";

export { instantiate } from "../operators/index";

/**
 * Refuses what is no user function: a function, or an object with the method that is called (`process`, `reduce`, ...).
 * Errors: NullPointerException for a missing one, as Flink; IllegalArgumentException for anything else.
 */
export function checkFunction(userFunction: unknown, call: string, method: string): void {
  if (typeof userFunction === "function") {
    if (!isClass(userFunction)) return;
    throw illegalArgument(`${call}() got the class ${userFunction.name} instead of an object of it.`, {
      hint: `Write ${call}(new ${userFunction.name}(...)).`,
    });
  }
  const hint = `Pass a function, or an object with the method ${method}().`;
  if (userFunction === null || userFunction === undefined) {
    throw nullPointer(`${call}() needs a function, and got ${String(userFunction)}.`, { hint });
  }
  const found = (userFunction as Readonly<Record<string, unknown>>)[method];
  if (typeof found === "function") return;
  throw illegalArgument(
    `${call}() needs a function, and got ${preview(userFunction)} without the method ${method}().`,
    {
      hint,
    },
  );
}

/** Whether it is written as a class, which cannot be called. */
function isClass(userFunction: NewableFunction): boolean {
  return /^class\b/.test(Function.prototype.toString.call(userFunction));
}
