import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** A started process of tests/unit/data/processes and the lines it prints. */
export interface TestProcess {
  child: ChildProcess;
  lines: AsyncIterableIterator<string>;
  /** Resolves to the exit code or the signal that ended the process. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts one of the processes; it is killed when the test is over. */
export function startProcess(name: string, args: string[], environment: Record<string, string>): TestProcess {
  const script = path.join(import.meta.dirname, "processes", `${name}.ts`);
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}

/** The next line; fails when the process ends before it prints one. */
export async function nextLine(started: TestProcess): Promise<string> {
  const line = await started.lines.next();
  if (line.done) throw new Error("the process ended without printing another line");
  return line.value;
}
