import "client-only";
/**
 * Takes every capability away from a worker's global scope before foreign code runs in it.
 *
 * What stays is the language itself: an allow list, so that what browsers add tomorrow is gone as well.
 */

const LANGUAGE_NAMES: ReadonlySet<string> = new Set([
  ...["globalThis", "undefined", "NaN", "Infinity", "Object", "Boolean", "Symbol", "Number", "BigInt", "Math", "Date"],
  ...["String", "RegExp", "Array", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry", "Iterator"],
  ...["ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array"],
  ...["Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array"],
  ...["JSON", "Promise", "Proxy", "Reflect", "Intl", "Function", "eval"],
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"],
  ...[
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
  ],
]);

/** Built-ins whose methods the host itself relies on: frozen, so that one run cannot change them for the next. */
const FROZEN_NAMES: readonly string[] = [
  ...["Array", "Map", "Set", "String", "Number", "BigInt", "Boolean", "Symbol", "Promise", "RegExp", "Date"],
  ...["ArrayBuffer", "Uint8Array", "Int32Array", "Uint32Array", "Float64Array"],
  ...["Object", "Reflect", "JSON", "Math"],
];

/**
 * Removes everything that is no part of the language from `scope` and from the prototypes of its interfaces, and
 * freezes what is left of it. `Object.prototype` and the errors stay as they are, since frozen they would forbid
 * programs to have fields of their own called `name`, `message` or `toString`.
 */
export function lockDown(scope: object): void {
  for (let holder: object | null = scope; holder !== null && holder !== Object.prototype; ) {
    const next: object | null = Object.getPrototypeOf(holder) as object | null;
    for (const key of Reflect.ownKeys(holder)) {
      if (holder === scope && typeof key === "string" && LANGUAGE_NAMES.has(key)) continue;
      removeProperty(holder, key);
    }
    holder = next;
  }
  closeFunctionConstructors();
  for (const name of FROZEN_NAMES) freezeBuiltIn((scope as Record<string, unknown>)[name]);
}

function freezeBuiltIn(builtIn: unknown): void {
  if ((typeof builtIn !== "object" && typeof builtIn !== "function") || builtIn === null) return;
  const { prototype } = builtIn as { prototype?: object };
  if (prototype !== undefined && prototype !== Object.prototype) Object.freeze(prototype);
  Object.freeze(builtIn);
}

/** Deletes a property; one that cannot be deleted becomes `undefined` for good where that is allowed. */
function removeProperty(holder: object, key: PropertyKey): void {
  if (Reflect.deleteProperty(holder, key)) return;
  Reflect.defineProperty(holder, key, { value: undefined, writable: false, configurable: false });
}

/** `f.constructor("text")` makes code from text; the policy of the worker forbids it, and so does this. */
function closeFunctionConstructors(): void {
  const refuse = (): never => {
    throw new TypeError("Programs cannot be made from text here.");
  };
  for (const sample of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(sample) as object;
    Reflect.defineProperty(prototype, "constructor", { value: refuse, writable: false, configurable: false });
  }
}
