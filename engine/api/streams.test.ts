import { describe, expect, expectTypeOf, it } from "vitest";
import { CollectingSink } from "../connectors/index";
import type { EngineError } from "../core/index";
import { createLocalEnvironment } from "../job/index";
import {
  type Collector,
  IntCounter,
  LongCounter,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  RichFilterFunction,
  RichMapFunction,
} from "../operators/index";
import { Types } from "../types/index";
import type { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";

type Row = readonly [name: string, amount: number, flag: boolean];

const ROWS: readonly Row[] = [
  ["a", 1, true],
  ["b", 2, false],
  ["a", 3, true],
];

const ROW_TYPE = Types.TUPLE(Types.STRING, Types.INT, Types.BOOLEAN);

function rows() {
  return createLocalEnvironment().fromData<Row>(ROWS);
}

function thrownBy(action: () => unknown): EngineError {
  try {
    action();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error("nothing was thrown");
}

describe("project", () => {
  it("keeps fields of tuples in the order asked for", () => {
    const projected = rows().project(2, 0);
    expectTypeOf(projected).toEqualTypeOf<SingleOutputStreamOperator<[boolean, string]>>();
    expect(projected.executeAndCollect()).toEqual([
      [true, "a"],
      [false, "b"],
      [true, "a"],
    ]);
  });

  it("knows the type of its tuples where that of the records is declared", () => {
    const typed = rows()
      .returns(ROW_TYPE as never)
      .project(1, 0);
    expect(typed.getType()?.typeName).toBe("Tuple2<Integer, String>");
  });

  it("is refused as Flink refuses it", () => {
    const typed = () => rows().returns(ROW_TYPE);
    expect(thrownBy(() => rows().project()).flinkClass).toBe("IllegalArgumentException");
    expect(thrownBy(() => typed().project(3 as 0)).flinkClass).toBe("IndexOutOfBoundsException");
    const longs = createLocalEnvironment().fromData(1, 2).returns(Types.LONG);
    expect(thrownBy(() => longs.project(0 as never)).message).toBe("Only Tuple DataStreams can be projected");
    const many = Array.from({ length: 26 }, () => 0 as const);
    expect(thrownBy(() => rows().project(...many)).message).toContain("only up to (25) fields");
  });
});

describe("keyBy", () => {
  it("takes a selector, a field, or several fields", () => {
    expectTypeOf(rows().keyBy("0")).toEqualTypeOf<KeyedStream<Row, string>>();
    expectTypeOf(rows().keyBy("0", "2")).toEqualTypeOf<KeyedStream<Row, [string, boolean]>>();
    const byBoth = rows().keyBy("0", "2").sum("1");
    expect(byBoth.executeAndCollect()).toEqual([
      ["a", 1, true],
      ["b", 2, false],
      ["a", 4, true],
    ]);
  });

  it("refuses fields that the declared records do not have", () => {
    const typed = rows().returns(ROW_TYPE);
    expect(thrownBy(() => typed.keyBy("7" as "0")).flinkClass).toBe("InvalidFieldReferenceException");
  });

  it("of declared records knows the fields of windows behind it too", () => {
    const windows = () =>
      rows()
        .returns(ROW_TYPE as never)
        .keyBy("0")
        .countWindow(2);
    expect(thrownBy(() => windows().sum("0")).message).toContain("does not support the + operator");
    expect(thrownBy(() => windows().max("5" as "1")).flinkClass).toBe("InvalidFieldReferenceException");
    const all = () => rows().returns(ROW_TYPE).countWindowAll(2);
    expect(thrownBy(() => all().minBy("5" as "1")).flinkClass).toBe("InvalidFieldReferenceException");
  });

  it.each([
    ["an array", Types.PRIMITIVE_ARRAY(Types.LONG), "long[]"],
    ["an object without hashCode", Types.POJO("Point", { x: Types.INT }), "PojoType<Point"],
    ["an enum", Types.ENUM("Color"), "EnumTypeInfo<Color>"],
    [
      "a tuple with an array",
      Types.TUPLE(Types.STRING, Types.OBJECT_ARRAY(Types.STRING)),
      "BasicArrayTypeInfo<String>",
    ],
  ])("refuses %s as key, with Flink's words and a remedy", (_what, type, name) => {
    const error = thrownBy(() => rows().keyBy((row) => row, type as never));
    expect(error.flinkClass).toBe("InvalidProgramException");
    expect(error.message).toContain("cannot be used as key. Contained UNSUPPORTED key types:");
    expect(error.message).toContain(name);
    expect(error.hint).toContain("Key by a field");
  });

  it("refuses an object as key at the record where nothing is declared", () => {
    const keyed = rows()
      .keyBy((row) => ({ name: row[0] }))
      .sum("1");
    expect(thrownBy(() => keyed.executeAndCollect()).flinkClass).toBe("InvalidProgramException");
  });
});

describe("union", () => {
  it("gives the records of all streams, of a stream with itself twice", () => {
    const env = createLocalEnvironment();
    const [one, two] = [env.fromData(1, 2), env.fromData(10)];
    expect(
      one
        .union(two, one)
        .executeAndCollect()
        .sort((a, b) => a - b),
    ).toEqual([1, 1, 2, 2, 10]);
    const alone = createLocalEnvironment().fromData(1, 2);
    expect(alone.union().executeAndCollect()).toEqual([1, 2]);
  });
});

const EVEN = new OutputTag<number>("even", Types.LONG);
const LARGE = new OutputTag<number>("large");

class Route extends ProcessFunction<number, number> {
  processElement(value: number, context: ProcessContext, out: Collector<number>): void {
    if (value % 2 === 0) context.output(EVEN, value);
    else out.collect(value);
    if (value > 2) context.output(LARGE, value);
  }
}

describe("side outputs", () => {
  it("are streams of their own, any number of them; an unknown one stays empty", () => {
    const env = createLocalEnvironment();
    const routed = env.fromData(1, 2, 3, 4).process(new Route());
    const sinks = [EVEN, LARGE, new OutputTag<number>("never")].map((tag) => {
      const sink = new CollectingSink<number>();
      routed.getSideOutput(tag).sinkTo(sink);
      return sink;
    });
    expect(routed.executeAndCollect()).toEqual([1, 3]);
    expect(sinks.map((sink) => sink.values)).toEqual([[2, 4], [3, 4], []]);
  });

  it("refuse one id with two declared types", () => {
    const routed = createLocalEnvironment().fromData(1).process(new Route());
    routed.getSideOutput(EVEN);
    const other = new OutputTag<string>("even", Types.STRING);
    expect(thrownBy(() => routed.getSideOutput(other)).flinkClass).toBe("UnsupportedOperationException");
  });
});

describe("collected records", () => {
  it("move the job on as they are asked for", () => {
    const env = createLocalEnvironment();
    const records = env.fromData(1, 2, 3).collectAsync();
    expect(thrownBy(() => records.hasNext()).flinkClass).toBe("IllegalStateException");
    const job = env.execute();
    expect(records.next()).toBe(1);
    expect(job.status).toBe("RUNNING");
    expect([...records]).toEqual([2, 3]);
    expect(thrownBy(() => records.next()).flinkClass).toBe("NoSuchElementException");
    expect(job.status).toBe("FINISHED");
  });

  it("stop at a limit, which must be above 0", () => {
    expect(rows().executeAndCollect(2)).toHaveLength(2);
    expect(thrownBy(() => rows().executeAndCollect(0)).message).toBe("Limit must be greater than 0");
  });
});

class CountSmall extends RichFilterFunction<number> {
  readonly seen = new IntCounter();

  override open(): void {
    this.getRuntimeContext().addAccumulator("seen", this.seen);
  }
  filter(value: number): boolean {
    this.seen.add(1);
    if (value >= 10) return true;
    this.getRuntimeContext().getLongCounter("small").add(1);
    return false;
  }
}

describe("accumulators", () => {
  it("are merged over all subtasks into the result of the job", () => {
    const env = createLocalEnvironment().setParallelism(3);
    env.fromData(1, 20, 3, 40).rebalance().filter(new CountSmall()).print();
    const job = env.execute();
    expect(thrownBy(() => job.getJobExecutionResult()).flinkClass).toBe("IllegalStateException");
    job.runToEnd();
    const result = job.getJobExecutionResult();
    expect([...result.getAllAccumulatorResults()].sort()).toEqual([
      ["seen", 4],
      ["small", 2],
    ]);
    expect(result.getAccumulatorResult("seen")).toBe(4);
    expect(result.getNetRuntime()).toBe(0);
  });

  it("of one name clash between operators that share a task, as in Flink", () => {
    const env = createLocalEnvironment();
    env.fromData(1).filter(new CountSmall()).filter(new CountSmall()).print();
    const error = thrownBy(() => env.execute().runToEnd());
    expect(error.flinkClass).toBe("UnsupportedOperationException");
    expect(error.message).toContain("The accumulator 'seen' already exists and cannot be added.");
  });
});

describe("rich functions", () => {
  it("open tail to head, close tail to head, and know where they run", () => {
    const calls: string[] = [];
    class Told extends RichMapFunction<number, string> {
      constructor(readonly label = "") {
        super();
      }
      override open(): void {
        calls.push(`open ${this.label} in ${this.getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks()}`);
      }
      map(value: number): string {
        calls.push(`map ${this.label}`);
        return String(value);
      }
      override close(): void {
        calls.push(`close ${this.label}`);
      }
    }
    const env = createLocalEnvironment();
    const first = env.fromData(1).map(new Told("first")).name("First");
    first.map(Number).name("Between").map(new Told("second")).name("Second").print();
    const job = env.execute();
    const task = "Source: Collection Source -> First -> Between -> Second -> Sink: Print to Std. Out (1/1)#0";
    expect(calls).toEqual([`open second in ${task}`, `open first in ${task}`]);
    job.runToEnd();
    expect(calls.slice(2)).toEqual(["map first", "map second", "close second", "close first"]);
  });

  it("have no runtime context before they are opened", () => {
    class Early extends RichMapFunction<number, number> {
      map(value: number): number {
        return value;
      }
    }
    expect(thrownBy(() => new Early().getRuntimeContext()).flinkClass).toBe("IllegalStateException");
  });

  it("can count without being told the class of a counter twice", () => {
    class Mixed extends RichMapFunction<number, number> {
      override open(): void {
        this.getRuntimeContext().addAccumulator("n", new LongCounter());
        this.getRuntimeContext().getIntCounter("n");
      }
      map(value: number): number {
        return value;
      }
    }
    const mixed = createLocalEnvironment().fromData(1).map(new Mixed());
    expect(thrownBy(() => mixed.executeAndCollect()).message).toContain("two different types");
  });
});

describe("what Flink 2 does not have", () => {
  it("iterate is refused with what to do instead", () => {
    const error = thrownBy(() => rows().iterate());
    expect(error.flinkClass).toBe("UnsupportedOperationException");
    expect(error.hint).toContain("timers and state");
    expect(error.hint).toContain("side output");
  });
});
