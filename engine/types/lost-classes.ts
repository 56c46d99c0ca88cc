/**
 * Instances whose class is not known (yet): what a decoded snapshot holds where a program had an instance of its own
 * class. They keep the name of their class, through copies and through the next snapshot, until a declared type names
 * the class itself. Answers to the classes that Flink's class loader has to find when state is read.
 */
import { EngineError } from "../core/index";

/** On the prototype of such an instance: the class that it had. */
const LOST_CLASS = Symbol("the class that the instance had");

export type LostClass = {
  readonly name: string;
  /** Whether instances could do anything: without methods a plain object is as good. */
  readonly hasMethods: boolean;
};

/** Makes an instance of a class that is not known. */
export function createLostInstance(lost: LostClass, fields: Readonly<Record<string, unknown>>): object {
  const prototype = { [LOST_CLASS]: lost };
  Object.setPrototypeOf(prototype, null);
  return Object.assign(Object.create(prototype) as object, fields);
}

/** The class that the instance had; null for everything else. */
export function lostClassOf(value: object): LostClass | null {
  return (value as { readonly [LOST_CLASS]?: LostClass })[LOST_CLASS] ?? null;
}

/** State that is read without its class: what Flink's Kryo serializer answers. */
export function unableToFindClass(name: string, stateName: string): EngineError {
  return new EngineError({
    code: "CLASS_NOT_FOUND",
    message: `Unable to find class: ${name} (in the restored state "${stateName}").`,
    hint:
      `Declare the state's type with the class: Types.GENERIC(${name}), or Types.POJO(${name}, { ... }) for a record ` +
      "whose fields may change; or name the class in userClasses of the environment.",
    context: { class: name, state: stateName },
    flinkClass: "KryoException",
  });
}
