/**
 * Values as JSON-able data and back: what a savepoint holds of records and state. Answers to what Flink's serializers do
 * for a savepoint, but for the bytes: a page can look into it.
 *
 * Numbers, texts, booleans, null, arrays and plain objects are themselves. Everything else is an object with a `$type`:
 * undefined, bigint, NaN, -0, infinities, Date, Map, Set, typed arrays, instances of classes by the name of the class.
 * References that are shared inside a value are told apart afterwards, as Flink's serializers do; cycles are refused.
 */
import { EngineError, preview, VALUE_DEPTH_MAX } from "../core/index";
import { createLostInstance, lostClassOf } from "./lost-classes";
import type { ClassOf } from "./type-info";

/** What JSON can hold. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [field: string]: PlainValue };

/** A class of the engine, or of a program, that the codec knows. */
export type CodecClass = {
  readonly name: string;
  readonly prototype: object;
  /** What is written of an instance; by default its own fields. */
  readonly fieldsOf?: (value: never) => Readonly<Record<string, unknown>>;
  /** Makes the instance again; by default its fields are set on an object of the prototype. */
  readonly create?: (fields: Readonly<Record<string, unknown>>) => object;
};

/** A class of a program, as the codec wants it. */
export function codecClassOf(valueClass: ClassOf<unknown>): CodecClass {
  return { name: valueClass.name, prototype: valueClass.prototype as object };
}

const TYPED_ARRAYS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;

type TypedArrayName = keyof typeof TYPED_ARRAYS;

export class ValueCodec {
  readonly #byPrototype = new Map<object, CodecClass>();
  readonly #byName = new Map<string, CodecClass>();

  /** Knows these classes; of two with one name the later one is read. */
  constructor(classes: readonly CodecClass[]) {
    for (const known of classes) {
      this.#byPrototype.set(known.prototype, known);
      this.#byName.set(known.name, known);
    }
  }

  /**
   * The value as JSON-able data.
   * Errors: `NotSerializableException` for functions and symbols; a value that is nested too deeply, as cycles are.
   */
  encode(value: unknown, depth = 0): PlainValue {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return encodeNumber(value);
      case "undefined":
        return { $type: "undefined" };
      case "bigint":
        return { $type: "bigint", value: String(value) };
      case "object":
        return value === null ? null : this.#encodeObject(value, depth + 1);
      default:
        throw notSerializable(value);
    }
  }

  /** The value that `encode` was given; instances of classes that the codec does not know keep the name of their class. */
  decode(plain: PlainValue): unknown {
    if (typeof plain !== "object" || plain === null) return plain;
    if (Array.isArray(plain)) return plain.map((member: PlainValue) => this.decode(member));
    const tagged = plain as { readonly [field: string]: PlainValue };
    if (tagged.$type !== undefined) return this.#decodeTagged(tagged);
    return this.#decodeFields(tagged);
  }

  #encodeObject(value: object, depth: number): PlainValue {
    if (depth > VALUE_DEPTH_MAX) throw tooDeep();
    if (Array.isArray(value)) return Array.from(value, (member: unknown) => this.encode(member, depth));
    if (value instanceof Map) {
      const entries = [...value].map(([key, member]) => [this.encode(key, depth), this.encode(member, depth)]);
      return { $type: "Map", entries };
    }
    if (value instanceof Set) {
      return { $type: "Set", elements: [...value].map((member) => this.encode(member, depth)) };
    }
    if (value instanceof Date) return { $type: "Date", millis: this.encode(value.getTime(), depth) };
    if (ArrayBuffer.isView(value)) return encodeTypedArray(value);
    const prototype = Object.getPrototypeOf(value) as object | null;
    const lost = lostClassOf(value);
    if (lost !== null) return this.#encodeInstance(lost.name, lost.hasMethods, { ...value }, depth);
    if (prototype === Object.prototype || prototype === null) return this.#encodeFields({ ...value }, depth);
    const known = this.#byPrototype.get(prototype);
    if (known === undefined) {
      return this.#encodeInstance(nameOfClass(prototype), hasMethods(prototype), { ...value }, depth);
    }
    return this.#encodeInstance(known.name, true, known.fieldsOf?.(value as never) ?? { ...value }, depth);
  }

  /** A program's own field named `$type` is wrapped, so that it is not taken for the codec's. */
  #encodeFields(fields: Readonly<Record<string, unknown>>, depth: number): PlainValue {
    const encoded = this.#encodeMembers(fields, depth);
    return Object.hasOwn(encoded, "$type") ? { $type: "Object", fields: encoded } : encoded;
  }

  #encodeInstance(
    className: string,
    canAct: boolean,
    fields: Readonly<Record<string, unknown>>,
    depth: number,
  ): PlainValue {
    return { $type: "instance", class: className, hasMethods: canAct, fields: this.#encodeMembers(fields, depth) };
  }

  #encodeMembers(fields: Readonly<Record<string, unknown>>, depth: number): Record<string, PlainValue> {
    const entries = Object.entries(fields).map(([name, member]) => [name, this.encode(member, depth)] as const);
    return Object.fromEntries(entries);
  }

  #decodeFields(fields: { readonly [field: string]: PlainValue }): Record<string, unknown> {
    return Object.fromEntries(Object.entries(fields).map(([name, member]) => [name, this.decode(member)]));
  }

  #decodeTagged(tagged: { readonly [field: string]: PlainValue }): unknown {
    switch (tagged.$type) {
      case "undefined":
        return undefined;
      case "bigint":
        return BigInt(tagged.value as string);
      case "number":
        return Number(tagged.value);
      case "Date":
        return new Date(this.decode(tagged.millis as PlainValue) as number);
      case "Map":
        return new Map(this.decode(tagged.entries as PlainValue) as [unknown, unknown][]);
      case "Set":
        return new Set(this.decode(tagged.elements as PlainValue) as unknown[]);
      case "Object":
        return this.#decodeFields(tagged.fields as { readonly [field: string]: PlainValue });
      case "instance":
        return this.#decodeInstance(tagged);
      default:
        return decodeTypedArray(tagged);
    }
  }

  #decodeInstance(tagged: { readonly [field: string]: PlainValue }): unknown {
    const name = tagged.class as string;
    const fields = this.#decodeFields(tagged.fields as { readonly [field: string]: PlainValue });
    const known = this.#byName.get(name);
    if (known === undefined) return createLostInstance({ name, hasMethods: tagged.hasMethods === true }, fields);
    return known.create?.(fields) ?? Object.assign(Object.create(known.prototype) as object, fields);
  }
}

function encodeNumber(value: number): PlainValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { $type: "number", value: Object.is(value, -0) ? "-0" : String(value) };
}

function encodeTypedArray(value: ArrayBufferView): PlainValue {
  const name = value.constructor.name as TypedArrayName;
  if (!Object.hasOwn(TYPED_ARRAYS, name)) throw notSerializable(value);
  return { $type: name, elements: Array.from(value as Float64Array, encodeNumber) };
}

function decodeTypedArray(tagged: { readonly [field: string]: PlainValue }): unknown {
  const name = tagged.$type as TypedArrayName;
  if (typeof name !== "string" || !Object.hasOwn(TYPED_ARRAYS, name)) {
    throw new EngineError({
      code: "SAVEPOINT_UNREADABLE",
      message: `The savepoint holds a value of a kind that is not known: ${preview(tagged.$type)}.`,
      hint: "Take it anew with this version, and keep it as it is: it is not meant to be edited.",
      flinkClass: "IOException",
    });
  }
  const elements = tagged.elements as readonly PlainValue[];
  const numbers = elements.map((element) =>
    typeof element === "number" ? element : Number((element as { readonly value: string }).value),
  );
  return TYPED_ARRAYS[name].from(numbers);
}

function nameOfClass(prototype: object): string {
  const { constructor } = prototype as { readonly constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "anonymous class";
}

/** Whether a class, or one above it, has anything but its constructor. */
function hasMethods(prototype: object): boolean {
  const names: (string | symbol)[] = Reflect.ownKeys(prototype);
  if (names.some((name) => name !== "constructor")) return true;
  const above = Object.getPrototypeOf(prototype) as object | null;
  return above !== null && above !== Object.prototype && hasMethods(above);
}

function notSerializable(value: unknown): EngineError {
  return new EngineError({
    code: "NOT_SERIALIZABLE",
    message: `A savepoint cannot hold ${preview(value)}.`,
    hint: "Keep data in state, not functions or symbols: what a function does belongs to the program.",
    flinkClass: "NotSerializableException",
  });
}

function tooDeep(): EngineError {
  return new EngineError({
    code: "VALUE_TOO_DEEP",
    message: `A state value is nested deeper than ${VALUE_DEPTH_MAX} levels, or contains itself.`,
    hint: "Keep a flat structure in state, without references to what contains them.",
  });
}
