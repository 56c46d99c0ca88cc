/**
 * The same jobs on Apache Flink itself, by the recorder's `Bench`: a mini cluster in one Java process, heap state,
 * object reuse, no checkpoints. Where there is no Java, there is no such figure.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { buildRecorder, JAVA_OPTIONS } from "../conformance/recorder/build";

export type FlinkReport = {
  readonly records: number;
  /** Of each run in the same Java process, the first one cold. */
  readonly recordsPerSecond: readonly number[];
  readonly cpuSeconds: readonly number[];
  readonly outputs: number;
  readonly check: number;
};

/** Whether Java and Maven can be started here. */
export function hasJava(): boolean {
  return ["java", "mvn"].every((tool) => spawnSync(tool, ["-version"], { stdio: "ignore" }).status === 0);
}

/** Runs one job on Flink; throws when Flink does not give a figure. */
export function runOnFlink(job: string, records: number, runs: number): FlinkReport {
  const { classes, classpathFile } = buildRecorder();
  const classpath = `${classes}:${readFileSync(classpathFile, "utf8").trim()}`;
  const args = ["-Xmx3g", ...JAVA_OPTIONS, "-cp", classpath, "tidemark.recorder.Bench", `${records}`, `${runs}`, job];
  const { status, stdout, stderr } = spawnSync("java", args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  const line = stdout.split("\n").find((each) => each.startsWith("{"));
  if (status !== 0 || line === undefined) throw new Error(`Flink gave no figure for ${job}:\n${stderr}`);
  return JSON.parse(line) as FlinkReport;
}
