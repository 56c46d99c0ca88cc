import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecClassOf, readAs, resolveSchemaCompatibility, snapshotOfType, Types, ValueCodec } from "./index";

class Account {
  currency = "EUR";
  balance = 0;
  isRich(): boolean {
    return this.balance > 1_000_000;
  }
}
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

describe("the codec of values", () => {
  const codec = new ValueCodec([]);
  const throughJson = (value: unknown) => codec.decode(JSON.parse(JSON.stringify(codec.encode(value))) as never);

  it("gives back every value, through JSON and through structuredClone", () => {
    const anything = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withBigInt: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(throughJson(value)).toEqual(value);
        expect(codec.decode(structuredClone(codec.encode(value)))).toEqual(value);
      }),
    );
    const odd = [Number.NaN, -0, Number.POSITIVE_INFINITY, undefined, -(2 ** 63), 2n ** 80n, { $type: "mine" }, [null]];
    const read = throughJson(odd) as unknown[];
    expect(read).toEqual(odd);
    expect(Object.is(read[1], -0)).toBe(true);
  });

  it("makes instances of the classes that it knows again", () => {
    const knowing = new ValueCodec([
      codecClassOf(Account),
      {
        name: "Point",
        prototype: Point.prototype,
        fieldsOf: (point: Point) => ({ at: [point.x, point.y] }),
        create: ({ at }) => new Point(...(at as [number, number])),
      },
    ]);
    const account = Object.assign(new Account(), { balance: 2_000_000 });
    expect(knowing.encode(new Point(1, 2))).toEqual({
      $type: "instance",
      class: "Point",
      hasMethods: true,
      fields: { at: [1, 2] },
    });
    const [readAccount, readPoint] = knowing.decode(knowing.encode([account, new Point(1, 2)])) as [Account, Point];
    expect(readAccount.isRich()).toBe(true);
    expect(readPoint).toEqual(new Point(1, 2));
    expect(readPoint).toBeInstanceOf(Point);
  });

  it("keeps the name of a class that it does not know, until somebody names the class", () => {
    const account = Object.assign(new Account(), { balance: 5 });
    const lost = codec.decode(codec.encode({ account, at: new Point(1, 2) }));
    expect(codec.encode(lost)).toEqual(codec.encode({ account, at: new Point(1, 2) }));
    expect(() => readAs(undefined, lost, "accounts")).toThrow(
      expect.objectContaining({
        flinkClass: "KryoException",
        message: 'Unable to find class: Account (in the restored state "accounts").',
      }) as Error,
    );
    const point = codec.decode(codec.encode(new Point(1, 2)));
    expect(Object.getPrototypeOf(readAs(undefined, point, "points"))).toBe(Object.prototype);
    const declared = readAs(Types.GENERIC(Account), codec.decode(codec.encode(account)), "accounts");
    expect(declared).toBeInstanceOf(Account);
    expect(declared).toEqual(account);
  });

  it("refuses functions, and values that contain themselves", () => {
    expect(() => codec.encode({ f: () => 1 })).toThrow(
      expect.objectContaining({ flinkClass: "NotSerializableException" }) as Error,
    );
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => codec.encode(loop)).toThrow(expect.objectContaining({ code: "VALUE_TOO_DEEP" }) as Error);
  });
});

describe("the compatibility of types (rules 5.6.h, 5.6.i)", () => {
  const order = Types.POJO("Order", { id: Types.STRING, total: Types.LONG });
  const resolve = (former: Parameters<typeof snapshotOfType>[0], current: Parameters<typeof snapshotOfType>[0]) =>
    resolveSchemaCompatibility(snapshotOfType(former), snapshotOfType(current));

  it("takes what is the same as it is", () => {
    const same = [order, Types.LONG, Types.TUPLE(Types.STRING, Types.INT), Types.MAP(Types.STRING, Types.LIST(order))];
    for (const type of same) expect(resolve(type, type)).toEqual({ kind: "as-is", note: "" });
    expect(resolve(Types.GENERIC(Account), Types.GENERIC("Account"))).toEqual({ kind: "as-is", note: "" });
  });

  it("migrates records whose fields came and went, also deep inside", () => {
    const changed = Types.POJO("Order", { id: Types.STRING, vip: Types.BOOLEAN });
    const changes = ["field total is dropped", "field vip gets its default"];
    expect(resolve(order, changed)).toEqual({ kind: "after-migration", changes });
    expect(resolve(Types.MAP(Types.STRING, Types.LIST(order)), Types.MAP(Types.STRING, Types.LIST(changed)))).toEqual({
      kind: "after-migration",
      changes: changes.map((change) => `its values: ${change}`),
    });
  });

  it("refuses everything else that differs, and says where", () => {
    expect(resolve(order, Types.POJO("Order", { id: Types.STRING, total: Types.DOUBLE }))).toEqual({
      kind: "incompatible",
      reason: "field total: it was LongSerializer and is DoubleSerializer now",
    });
    expect(resolve(order, Types.POJO("Purchase", { id: Types.STRING, total: Types.LONG }))).toEqual({
      kind: "incompatible",
      reason: "it was PojoSerializer<Order> and is PojoSerializer<Purchase> now",
    });
    expect(resolve(Types.INT, Types.LONG).kind).toBe("incompatible");
    expect(resolve(Types.TUPLE(Types.INT), Types.TUPLE(Types.INT, Types.INT))).toEqual({
      kind: "incompatible",
      reason: "the tuple had 1 fields and has 2 now",
    });
    expect(resolve(Types.LIST(Types.INT), Types.PRIMITIVE_ARRAY(Types.INT)).kind).toBe("incompatible");
    expect(resolve(Types.ENUM("Color"), Types.ENUM("Colour")).kind).toBe("incompatible");
  });

  it("says where there is nothing to compare", () => {
    expect(resolve(undefined, undefined)).toEqual({
      kind: "as-is",
      note: "no type was declared, so none is compared",
    });
    expect(resolve(undefined, order)).toEqual({
      kind: "as-is",
      note: "it was written without a declared type, so nothing is compared",
    });
  });

  it("gives new fields the defaults of the class, else those of Java, and drops old ones", () => {
    const fields = { balance: Types.LONG, currency: Types.STRING, isOpen: Types.BOOLEAN, note: Types.STRING };
    const stored = { balance: 7, owner: "ada" };
    const plain = Types.POJO("Account", fields);
    expect(readAs(plain, stored, "a")).toEqual({ balance: 7, currency: null, isOpen: false, note: null });
    const ofClass = readAs(Types.POJO(Account, fields as never), stored, "a");
    expect(ofClass).toBeInstanceOf(Account);
    expect(ofClass).toEqual(Object.assign(new Account(), { balance: 7, isOpen: false, note: null }));
  });
});
