import { describe, expect, it } from "vitest";
import {
  type Collector,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  explainRestore,
  type KeyedProcessContext,
  KeyedProcessFunction,
  ListStateDescriptor,
  type LocalEnvironmentOptions,
  type MapState,
  MapStateDescriptor,
  type RuntimeContext,
  RuntimeExecutionMode,
  type Savepoint,
  type StreamExecutionEnvironment,
  type TypeInformation,
  Types,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import { decodeTrace } from "../trace/index";

type Visit = { readonly user: string; readonly page: number };

const VISITS: readonly Visit[] = [
  { user: "ada", page: 1 },
  { user: "bob", page: 2 },
  { user: "ada", page: 3 },
  { user: "ada", page: 4 },
];

/** What a function does with a visit; `state` is asked for in `open`. */
type Step<S> = {
  readonly open: (context: RuntimeContext) => S;
  readonly visit: (state: S, visit: Visit, out: Collector<string>) => void;
};

function functionOf<S>({ open, visit }: Step<S>): KeyedProcessFunction<unknown, Visit, string> {
  return new (class Visits extends KeyedProcessFunction<unknown, Visit, string> {
    #state!: S;
    override open(context: RuntimeContext): void {
      this.#state = open(context);
    }
    processElement(value: Visit, _context: KeyedProcessContext<unknown>, out: Collector<string>): void {
      visit(this.#state, value, out);
    }
  })();
}

const count = {
  open: (context) => context.getState(new ValueStateDescriptor<number>("count", Types.LONG)),
  visit: (state: ValueState<number>, { user }, out) => {
    const next = (state.value() ?? 0) + 1;
    state.update(next);
    out.collect(`${user} ${next}`);
  },
} as Step<unknown>;

type Program = {
  readonly step: Step<unknown>;
  readonly uid?: string | null;
  readonly uidHash?: string;
  /** Inserts a map before the function, which changes generated ids. */
  readonly withMap?: boolean;
  readonly keyType?: TypeInformation<unknown>;
  readonly key?: (visit: Visit) => unknown;
  readonly configure?: (env: StreamExecutionEnvironment) => void;
};

function start(program: Program, options: LocalEnvironmentOptions = {}) {
  const {
    step,
    uid = "visits",
    uidHash,
    withMap = false,
    key = ({ user }: Visit) => user,
    keyType,
    configure,
  } = program;
  const env = createLocalEnvironment({ trace: true, ...options });
  configure?.(env);
  const sink = new CollectingSink<string>();
  const source = createScriptedSource(VISITS.map((value, i) => ({ value, arrivalMillis: i * 100 })));
  const visits = env.fromSource(source, WatermarkStrategy.noWatermarks<Visit>(), "visits").uid("source");
  const mapped = withMap ? visits.map((visit) => visit).name("added") : visits;
  const keyed = keyType === undefined ? mapped.keyBy(key) : mapped.keyBy(key, keyType);
  const processed = keyed.process(functionOf(step)).name("Visits");
  if (uid !== null) processed.uid(uid);
  if (uidHash !== undefined) processed.setUidHash(uidHash);
  processed.sinkTo(sink);
  return { job: env.execute("visits"), sink };
}

/** Runs the program until it has seen two visits, and stops it there. */
function savepointOf(program: Program): Savepoint {
  const { job, sink } = start(program);
  while (sink.values.length < 2 && job.step(1).reason === "budget");
  return JSON.parse(JSON.stringify(job.stopWithSavepoint(false).get())) as Savepoint;
}

/** What the program makes of the other two visits. */
function resume(program: Program, savepoint: Savepoint, options: LocalEnvironmentOptions = {}): readonly string[] {
  const { job, sink } = start(program, { savepoint, ...options });
  job.runToEnd();
  return sink.values;
}

const withUid: Program = { step: count };
const generated: Program = { step: count, uid: null };
const refusal = (flinkClass: string, message: string) =>
  expect.objectContaining({ flinkClass, message: expect.stringContaining(message) as string }) as Error;

describe("operators of another program (rules 5.6.b, 5.6.c, 5.6.d)", () => {
  it("keep their state by their uid, whatever is added around them", () => {
    expect(resume({ ...withUid, withMap: true }, savepointOf(withUid))).toEqual(["ada 2", "ada 3"]);
  });

  it("lose it without a uid when the program changes: refused, and told how to keep it", () => {
    const savepoint = savepointOf(generated);
    expect(resume(generated, savepoint)).toEqual(["ada 2", "ada 3"]);
    const changed = { ...generated, withMap: true };
    expect(() => start(changed, { savepoint })).toThrow(
      refusal("IllegalStateException", "because the operator is not available in the new program"),
    );
    const lost = savepoint.operators.find(({ name }) => name === "Visits")?.operatorId ?? "";
    expect(resume({ ...changed, uidHash: lost }, savepoint)).toEqual(["ada 2", "ada 3"]);
    const lenient = start(changed, { savepoint, allowNonRestoredState: true });
    lenient.job.runToEnd();
    expect(lenient.sink.values).toEqual(["ada 1", "ada 2"]);
    const columns = lenient.job.trace();
    const unmapped =
      columns === null ? [] : decodeTrace(columns).events.filter(({ kind }) => kind === "state-unmapped");
    expect(unmapped).toMatchObject([{ operatorId: lost, reason: expect.stringContaining("generated") as string }]);
    const { problems } = explainRestore(savepoint, lenient.job.plan);
    expect(problems[0]?.hint).toContain(`.setUidHash("${lost}") on "Visits"`);
  });

  it("take Flink's option for state that is left over as well", () => {
    const configure = (env: StreamExecutionEnvironment) =>
      void env.configure({ "execution.state-recovery.ignore-unclaimed-state": true });
    expect(resume({ ...generated, withMap: true, configure }, savepointOf(generated))).toEqual(["ada 1", "ada 2"]);
  });
});

describe("max parallelism (rules 4.5.i, 4.5.j)", () => {
  const of = (maxParallelism: number): Program => ({
    ...withUid,
    configure: (env) => void env.setMaxParallelism(maxParallelism),
  });

  it("is the savepoint's where the program sets none", () => {
    const { job, sink } = start(withUid, { savepoint: savepointOf(of(16)) });
    expect(job.plan.vertices.map(({ maxParallelism }) => maxParallelism)).toEqual([16, 16]);
    job.runToEnd();
    expect(sink.values).toEqual(["ada 2", "ada 3"]);
  });

  it("cannot be changed", () => {
    expect(() => start(of(32), { savepoint: savepointOf(of(16)) })).toThrow(
      refusal("IllegalStateException", "with max parallelism 16 to new program with max parallelism 32"),
    );
    expect(() => start(of(32), { savepoint: savepointOf(withUid) })).toThrow(
      refusal("IllegalStateException", "with max parallelism 128 to new program with max parallelism 32"),
    );
  });
});

describe("types of state (rules 5.6.h, 5.6.i, 5.6.j, 5.6.k)", () => {
  class Profile {
    visits = 0;
    lastPage = 0;
    level = "new";
    describe(): string {
      return `${this.level} ${this.visits} ${this.lastPage}`;
    }
  }
  type Fields = Parameters<typeof Types.POJO<Profile>>[1];
  const profileOf = (fields: Record<string, TypeInformation<unknown>>): Program => {
    const type = Types.POJO<Profile>(Profile, fields as unknown as Fields);
    return {
      step: {
        open: (context) => context.getState(new ValueStateDescriptor<Profile>("profile", type)),
        visit: (state: ValueState<Profile>, { user, page }, out) => {
          const profile = state.value() ?? new Profile();
          profile.visits += 1;
          profile.lastPage = page;
          state.update(profile);
          out.collect(`${user} ${profile.describe()}`);
        },
      } as Step<unknown>,
    };
  };
  const erased = (type: unknown) => type as TypeInformation<unknown>;
  const first = { visits: erased(Types.LONG), lastPage: erased(Types.LONG) };

  it("may get fields, which begin with what the class gives them, and lose some", () => {
    const savepoint = savepointOf(profileOf(first));
    const more = { ...first, level: erased(Types.STRING) };
    expect(resume(profileOf(more), savepoint)).toEqual(["ada new 2 3", "ada new 3 4"]);
    expect(resume(profileOf({ visits: erased(Types.LONG) }), savepoint)).toEqual([
      "ada undefined 2 3",
      "ada undefined 3 4",
    ]);
  });

  it("may not change the type of a field", () => {
    const changed = { ...first, visits: erased(Types.DOUBLE) };
    expect(() => resume(profileOf(changed), savepointOf(profileOf(first)))).toThrow(
      refusal(
        "StateMigrationException",
        "The new state serializer (PojoSerializer<Profile>) must not be incompatible with the old state serializer (PojoSerializer<Profile>).",
      ),
    );
  });

  it("may not become another type or another kind under the same name", () => {
    const value = (type: TypeInformation<never>): Program => ({
      step: {
        open: (context) => void context.getState(new ValueStateDescriptor("count", type)),
        visit: (_state, { user }, out) => out.collect(user),
      },
    });
    expect(() => resume(value(Types.STRING as never), savepointOf(withUid))).toThrow(
      refusal(
        "StateMigrationException",
        "(StringSerializer) must not be incompatible with the old state serializer (LongSerializer)",
      ),
    );
    const list: Program = {
      step: {
        open: (context) => void context.getListState(new ListStateDescriptor("count", Types.LONG)),
        visit: () => undefined,
      },
    };
    expect(() => resume(list, savepointOf(withUid))).toThrow(
      refusal("IllegalStateException", "Incompatible key/value state types. Was [value], registered with [list]."),
    );
  });

  it("may not change of a key, declared or not", () => {
    const byLength = (keyType?: TypeInformation<unknown>): Program => ({
      step: count,
      key: ({ user }) => user.length,
      ...(keyType === undefined ? {} : { keyType }),
    });
    const declared = savepointOf(byLength(erased(Types.INT)));
    expect(resume(byLength(erased(Types.INT)), declared)).toEqual(["ada 3", "ada 4"]);
    expect(() => resume(byLength(erased(Types.LONG)), declared)).toThrow(
      refusal(
        "StateMigrationException",
        "The new key serializer (LongSerializer) must be compatible with the previous key serializer (IntSerializer).",
      ),
    );
    // Nobody declared the key that was a text: as a number it would lie in another key group.
    expect(() => resume(byLength(erased(Types.INT)), savepointOf(withUid))).toThrow(
      refusal("StateMigrationException", "The new key serializer (IntSerializer) must be compatible"),
    );
  });

  it("that nobody declared come back as they were; classes have to be named", () => {
    const undeclared = (): Program => ({
      step: {
        open: (context) => context.getMapState(new MapStateDescriptor<number, Profile>("pages")),
        visit: (state: MapState<number, Profile>, { user, page }, out) => {
          state.put(page, Object.assign(new Profile(), { visits: page }));
          out.collect(
            `${user} ${[...state.entries()].map(({ key, value }) => `${key}: ${value.describe()}`).join(", ")}`,
          );
        },
      } as Step<unknown>,
    });
    const savepoint = savepointOf(undeclared());
    expect(() => resume(undeclared(), savepoint)).toThrow(refusal("KryoException", "Unable to find class: Profile"));
    // The restored map was made for one entry: its table grows to 4 buckets, where 4 comes before 1.
    expect(resume(undeclared(), savepoint, { userClasses: [Profile] })).toEqual([
      "ada 1: new 1 0, 3: new 3 0",
      "ada 4: new 4 0, 1: new 1 0, 3: new 3 0",
    ]);
  });
});

describe("forms of a savepoint (rules 5.5.b, 5.5.c)", () => {
  it("what is no savepoint, or one of another version, is refused", () => {
    const savepoint = savepointOf(withUid);
    const other = { ...savepoint, version: 99 } as unknown as Savepoint;
    expect(() => start(withUid, { savepoint: other })).toThrow(refusal("IOException", "has version 99"));
    expect(() => start(withUid, { savepoint: "s3://bucket" as unknown as Savepoint })).toThrow(
      refusal("IOException", "is no savepoint"),
    );
  });

  it("a native one is for the state backend that wrote it, a canonical one for all", () => {
    const savepoint = savepointOf(withUid);
    const native: Savepoint = { ...savepoint, format: "NATIVE", stateBackend: "rocksdb" };
    expect(() => start(withUid, { savepoint: native })).toThrow(
      refusal("IllegalStateException", 'is in the form of the state backend "rocksdb", and the job uses "hashmap"'),
    );
    expect(resume(withUid, { ...native, format: "CANONICAL" })).toEqual(["ada 2", "ada 3"]);
  });
});

describe("batch mode (rule 5.6.l)", () => {
  const batch: Program = {
    ...withUid,
    configure: (env) => void env.setRuntimeMode(RuntimeExecutionMode.BATCH),
  };

  it("leaves a savepoint aside, and takes none", () => {
    const { job, sink } = start(batch, { savepoint: savepointOf(withUid) });
    const { failure } = job.triggerSavepoint();
    expect(failure).toBe("Blocking output edge exists in running tasks.");
    job.runToEnd();
    expect(sink.values).toEqual(["ada 1", "ada 2", "ada 3", "bob 1"]);
  });
});
