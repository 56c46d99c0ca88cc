/**
 * Sinks to a database, to files and to a server, across failures: what stands outside afterwards, reckoned by hand.
 *
 * Numbers 1 to 6 arrive at 10, 40, 70, 110, 140 and 170 ms; checkpoints every 100 ms; a failure restarts the job a second
 * later, when all numbers have arrived.
 */
import { describe, expect, test } from "vitest";
import {
  BasePathBucketAssigner,
  createScriptedSource,
  DefaultRollingPolicy,
  FileSink,
  HttpSink,
  JdbcExecutionOptions,
  JdbcSink,
  OnCheckpointRollingPolicy,
  OutputFileConfig,
  SimpleStringEncoder,
  type Sink,
  SimulatedDatabase,
  SimulatedFileSystem,
  SimulatedHttpServer,
} from "../connectors/index";
import { Duration } from "../core/index";
import type { FaultPlan } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import { decodeTrace, type TraceColumns, type TraceEvent } from "../trace/index";
import { createLocalEnvironment } from "./create-engine";

const ARRIVALS = [10, 40, 70, 110, 140, 170].map((arrivalMillis, index) => ({ value: index + 1, arrivalMillis }));

function run(sink: Sink<number>, faults: FaultPlan = []): readonly TraceEvent[] {
  const env = createLocalEnvironment({ faults, trace: true });
  env.enableCheckpointing(100);
  env
    .fromSource(createScriptedSource(ARRIVALS), WatermarkStrategy.noWatermarks<number>(), "numbers")
    .sinkTo(sink)
    .name("out");
  const job = env.execute();
  job.runToEnd();
  return decodeTrace(job.trace() as TraceColumns).events;
}

type Changed = Extract<TraceEvent, { kind: "outside-changed" }>;
const changes = (events: readonly TraceEvent[], effect: string) =>
  events.filter((event): event is Changed => event.kind === "outside-changed" && event.effect === effect);

const killAfter = (afterStep: number): FaultPlan => [{ kind: "kill-task-manager", taskManager: 0, afterStep }];

/** The step of the first event of that kind. */
function stepOf(events: readonly TraceEvent[], kind: TraceEvent["kind"]): number {
  return (events.find((event) => event.kind === kind) as TraceEvent).step;
}

const refused = (flinkClass: string) => expect.objectContaining({ flinkClass }) as Error;

describe("a table", () => {
  /** The running count and sum of odd and even numbers: what upserts by a key write again and again. */
  const UPSERT =
    "INSERT INTO parity (kind, latest) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET latest = EXCLUDED.latest";
  const ADD =
    "INSERT INTO parity (kind, latest) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET latest = parity.latest + EXCLUDED.latest";

  const newDatabase = () =>
    new SimulatedDatabase().createTable("parity", { columns: ["kind", "latest"], primaryKey: ["kind"] });

  const builder = (sql: string, options = JdbcExecutionOptions.builder().withBatchSize(1)) =>
    JdbcSink.builder<number>()
      .withExecutionOptions(options.build())
      .withQueryStatement(sql, (statement, number) => {
        statement.setString(1, number % 2 === 0 ? "even" : "odd");
        statement.setInt(2, number);
      });

  const rows = (database: SimulatedDatabase) => database.rows("parity").map(({ kind, latest }) => [kind, latest]);

  test("rule 5.10.i: an upsert ends right though it flickers while it is replayed", () => {
    const whole = run(builder(UPSERT).buildAtLeastOnce(newDatabase()));
    const fifth = changes(whole, "upserted")[4] as Changed;
    const database = newDatabase();
    const events = run(builder(UPSERT).buildAtLeastOnce(database), killAfter(fifth.step));
    expect(rows(database)).toEqual([
      ["odd", 5],
      ["even", 6],
    ]);
    // 4 and 5 are behind checkpoint 1: even goes 2, 4, 4 again, 6; a reader at 1140 saw odd 5 before and sees it again.
    expect(changes(events, "upserted").map(({ position, value }) => [position, value])).toEqual([
      [0, '{kind: "odd", latest: 1}'],
      [1, '{kind: "even", latest: 2}'],
      [0, '{kind: "odd", latest: 3}'],
      [1, '{kind: "even", latest: 4}'],
      [0, '{kind: "odd", latest: 5}'],
      [1, '{kind: "even", latest: 4}'],
      [0, '{kind: "odd", latest: 5}'],
      [1, '{kind: "even", latest: 6}'],
    ]);
  });

  test("an upsert goes back to an older value when the failure comes later", () => {
    const whole = run(builder(UPSERT).buildAtLeastOnce(newDatabase()));
    const last = changes(whole, "upserted")[5] as Changed;
    const events = run(builder(UPSERT).buildAtLeastOnce(newDatabase()), killAfter(last.step));
    const even = changes(events, "upserted").filter(({ position }) => position === 1);
    expect(even.map(({ value }) => value)).toEqual(
      [2, 4, 6, 4, 6].map((latest) => `{kind: "even", latest: ${latest}}`),
    );
  });

  test("a statement that adds is not idempotent: what is replayed counts twice", () => {
    const whole = run(builder(ADD).buildAtLeastOnce(newDatabase()));
    const fifth = changes(whole, "upserted")[4] as Changed;
    const database = newDatabase();
    run(builder(ADD).buildAtLeastOnce(database), killAfter(fifth.step));
    // odd: 1 + 3 + 5, and 5 again; even: 2 + 4 + 6, and 4 again.
    expect(rows(database)).toEqual([
      ["odd", 14],
      ["even", 16],
    ]);
  });

  test("batches are written when they are full, before each checkpoint, and at the end", () => {
    const events = run(
      builder(UPSERT, JdbcExecutionOptions.builder().withBatchSize(2)).buildAtLeastOnce(newDatabase()),
    );
    expect(changes(events, "upserted").map(({ processingTime }) => processingTime)).toEqual([
      40, 40, 100, 140, 140, 170,
    ]);
    const timed = JdbcExecutionOptions.builder().withBatchSize(100).withBatchIntervalMs(30);
    const byTime = run(builder(UPSERT, timed).buildAtLeastOnce(newDatabase()));
    expect(changes(byTime, "upserted").map(({ processingTime }) => processingTime)).toEqual([
      30, 60, 90, 120, 150, 170,
    ]);
  });

  test("a plain insert meets its own row after a failure, or fails at once with the key of another", () => {
    const env = createLocalEnvironment();
    env
      .fromData(1, 3)
      .sinkTo(builder("INSERT INTO parity (kind, latest) VALUES (?, ?)").buildAtLeastOnce(newDatabase()));
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow(/duplicate key value violates unique constraint "parity_pkey"/);
  });

  test("exactly once with XA: prepared with the checkpoint and at the end, committed when it is complete, across every failure", () => {
    const options = JdbcExecutionOptions.builder().withMaxRetries(0);
    const exactlyOnce = (database: SimulatedDatabase) => builder(ADD, options).buildExactlyOnce(database);
    const whole = run(exactlyOnce(newDatabase()));
    expect(changes(whole, "pre-committed").map(({ processingTime }) => processingTime)).toEqual([100, 170]);
    const last = whole.at(-1) as TraceEvent;
    for (let afterStep = 0; afterStep < last.step; afterStep += 1) {
      const database = newDatabase();
      run(exactlyOnce(database), killAfter(afterStep));
      expect(rows(database), `after step ${afterStep}`).toEqual([
        ["odd", 9],
        ["even", 12],
      ]);
      expect(database.outsideView().entries).toHaveLength(2);
    }
    expect(() => builder(ADD).buildExactlyOnce(newDatabase())).toThrow(refused("IllegalArgumentException"));
  });

  test("rows can be changed and deleted; what the database does not understand it refuses", () => {
    const database = newDatabase();
    const write = (sql: string, ...numbers: readonly number[]) => {
      const env = createLocalEnvironment();
      const bind = JdbcSink.builder<number>()
        .withQueryStatement(sql, (statement, number) => statement.setObject(1, number === 0 ? "odd" : number))
        .buildAtLeastOnce(database);
      env.fromData(...numbers).sinkTo(bind);
      env.execute().runToEnd();
    };
    write("INSERT INTO parity (kind, latest) VALUES (?, 7)", 0);
    write("UPDATE parity SET latest = latest - ? WHERE kind = 'odd'", 2);
    expect(rows(database)).toEqual([["odd", 5]]);
    write("DELETE FROM parity WHERE kind = ?", 0);
    expect(rows(database)).toEqual([]);
    expect(() => write("SELECT * FROM parity", 1)).toThrow(/syntax error at or near "SELECT", expected DELETE FROM/);
    expect(() => write("DELETE FROM nothing WHERE a = ?", 1)).toThrow(/relation "nothing" does not exist/);
    expect(() => write("DELETE FROM parity WHERE a = ?", 1)).toThrow(/column "a" of relation "parity" does not exist/);
  });
});

describe("files", () => {
  const sinkOf = (files: SimulatedFileSystem, policy: DefaultRollingPolicy | OnCheckpointRollingPolicy) =>
    FileSink.forRowFormat<number>(files.path("/out"), new SimpleStringEncoder<number>())
      .withBucketAssigner(new BasePathBucketAssigner())
      .withRollingPolicy(policy)
      .withBucketCheckInterval(20)
      .withOutputFileConfig(OutputFileConfig.builder().withPartPrefix("n").withPartSuffix(".txt").build())
      .build();

  test("a file is in progress, pending with the checkpoint, finished when that is complete", () => {
    const files = new SimulatedFileSystem();
    const events = run(sinkOf(files, OnCheckpointRollingPolicy.build()));
    expect(files.read("/out")).toEqual([
      { path: "/out/n-0001-0.txt", lines: ["1", "2", "3"] },
      { path: "/out/n-0001-1.txt", lines: ["4", "5", "6"] },
    ]);
    const life = events.filter((event): event is Changed => event.kind === "outside-changed");
    const ofFirst = life.filter(({ place }) => place === "/out/n-0001-0.txt");
    expect(
      ofFirst.map(({ processingTime, effect, value, visible }) => [processingTime, effect, value, visible]),
    ).toEqual([
      [10, "opened", "", false],
      [10, "written", "1", false],
      [40, "written", "2", false],
      [70, "written", "3", false],
      [100, "pending", "", false],
      [100, "finished", "", true],
    ]);
  });

  test("whatever is killed after whatever step, finished files hold each number once", () => {
    for (const policy of [OnCheckpointRollingPolicy.build(), DefaultRollingPolicy.builder().build()]) {
      const last = run(sinkOf(new SimulatedFileSystem(), policy)).at(-1) as TraceEvent;
      for (let afterStep = 0; afterStep < last.step; afterStep += 1) {
        const files = new SimulatedFileSystem();
        run(sinkOf(files, policy), killAfter(afterStep));
        const lines = files.read().flatMap((file) => file.lines);
        expect(lines.sort(), `after step ${afterStep}`).toEqual(["1", "2", "3", "4", "5", "6"]);
      }
    }
  });

  test("a file in progress is written on after a restore, without what came behind the checkpoint", () => {
    const policy = DefaultRollingPolicy.builder().build();
    const whole = run(sinkOf(new SimulatedFileSystem(), policy));
    const fifth = changes(whole, "written")[4] as Changed;
    const files = new SimulatedFileSystem();
    const events = run(sinkOf(files, policy), killAfter(fifth.step));
    // The file held 1, 2, 3 (6 bytes) at checkpoint 1; 4 and 5 are cut off, from the end, and written again.
    expect(changes(events, "dropped").map(({ value }) => value)).toEqual(["5", "4"]);
    expect(files.read()).toEqual([{ path: "/out/n-0001-0.txt", lines: ["1", "2", "3", "4", "5", "6"] }]);
  });

  test("files roll by size and by time", () => {
    const bySize = new SimulatedFileSystem();
    // A line has 2 bytes: the third is written while the file has 4, which is not more than 4; then it has 6.
    run(sinkOf(bySize, DefaultRollingPolicy.builder().withMaxPartSize(4).build()));
    expect(bySize.read().map(({ lines }) => lines)).toEqual([
      ["1", "2", "3"],
      ["4", "5", "6"],
    ]);
    const byTime = new SimulatedFileSystem();
    // Asked at 20, 40 ... ms by a timer one millisecond later; the file of 1 is 50 ms old at 60: 1, 2 | 3, 4 | 5, 6.
    run(sinkOf(byTime, DefaultRollingPolicy.builder().withRolloverInterval(Duration.ofMillis(50)).build()));
    expect(byTime.read().map(({ lines }) => lines)).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  test("without an assigner there is a folder for each hour", () => {
    const files = new SimulatedFileSystem();
    run(FileSink.forRowFormat<number>(files.path("/out/"), new SimpleStringEncoder<number>()).build());
    expect(files.read().map(({ path }) => path)).toEqual(["/out/1970-01-01--00/part-0001-0"]);
  });
});

describe("a server", () => {
  const sinkOf = (server: SimulatedHttpServer, batch = 2) =>
    HttpSink.builder<number>()
      .setEndpoint(server, "/numbers")
      .setMaxBatchSize(batch)
      .setMaxTimeInBufferMS(1000)
      .build();

  test("gets full batches, what waits stays in the state at a checkpoint, the rest is sent at the end", () => {
    const server = new SimulatedHttpServer({ responseMillis: 5 });
    const events = run(sinkOf(server));
    expect(server.values).toEqual([1, 2, 3, 4, 5, 6]);
    expect(changes(events, "sent").map(({ processingTime }) => processingTime)).toEqual([40, 40, 110, 110, 170, 170]);
  });

  test("an entry that has waited long enough is sent alone", () => {
    const server = new SimulatedHttpServer();
    const sink = HttpSink.builder<number>().setEndpoint(server, "/").setMaxTimeInBufferMS(20).build();
    const events = run(sink);
    expect(changes(events, "sent").map(({ processingTime }) => processingTime)).toEqual([30, 60, 90, 130, 160, 170]);
  });

  test("after a failure gets again what was sent since the checkpoint; a key per entry makes it harmless", () => {
    const whole = run(sinkOf(new SimulatedHttpServer()));
    const fourth = changes(whole, "sent")[3] as Changed;
    const server = new SimulatedHttpServer();
    run(sinkOf(server), killAfter(fourth.step));
    // Checkpoint 1 has 3 in its buffer; 3 and 4 were sent at 110 and are sent again.
    expect(server.values).toEqual([1, 2, 3, 4, 3, 4, 5, 6]);
    const careful = new SimulatedHttpServer({ idempotencyKey: (number: number) => number });
    run(sinkOf(careful), killAfter(fourth.step));
    expect(careful.values).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("an overloaded server is asked again, in order; one that stored and did not say so doubles", () => {
    const busy = new SimulatedHttpServer({ respond: ({ number }) => (number === 1 ? 503 : 200) });
    run(sinkOf(busy));
    expect(busy.values).toEqual([1, 2, 3, 4, 5, 6]);
    expect(busy.outsideView().messages).toEqual(["Request 1 to /numbers was answered with 503."]);
    const forgetful = new SimulatedHttpServer({
      respond: ({ number }) => (number === 2 ? { status: 504, stores: true } : 200),
    });
    run(sinkOf(forgetful));
    expect(forgetful.values).toEqual([1, 2, 3, 4, 3, 4, 5, 6]);
  });

  test("a refusal fails the job", () => {
    const env = createLocalEnvironment();
    env.fromData(1, 2).sinkTo(sinkOf(new SimulatedHttpServer({ respond: () => 400 })));
    expect(() => env.execute().runToEnd()).toThrow(/refused a request to \/numbers with status 400/);
  });

  test("a buffer that is full makes the writer wait for answers", () => {
    const server = new SimulatedHttpServer({ responseMillis: 50 });
    const env = createLocalEnvironment({ trace: true });
    const sink = HttpSink.builder<number>()
      .setEndpoint(server, "/")
      .setMaxBatchSize(1)
      .setMaxBufferedRequests(2)
      .build();
    env.fromData(1, 2, 3, 4, 5).sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    const events = decodeTrace(job.trace() as TraceColumns).events;
    expect(server.values).toEqual([1, 2, 3, 4, 5]);
    expect(changes(events, "sent").map(({ processingTime }) => processingTime)).toEqual([0, 50, 100, 150, 200]);
    expect(stepOf(events, "job-finished")).toBeGreaterThan(0);
    expect(() => HttpSink.builder().setEndpoint(server, "/").setMaxBufferedRequests(10).build()).toThrow(
      refused("IllegalArgumentException"),
    );
  });
});
