// Shows what is being done, how far it is and how long it took.

/** A failure whose message says everything the reader needs; no stack is printed. */
export class StepFailure extends Error {}

/** Seconds with one decimal. */
export function seconds(startedAtMillis) {
  return `${((performance.now() - startedAtMillis) / 1000).toFixed(1)} s`;
}

/**
 * Does one step and prints its name and time. The step is given `say`, which shows its newest line of output on a
 * terminal and nothing elsewhere. What it returns, if it is a text, is printed behind the time.
 */
export async function step(name, action) {
  const startedAt = performance.now();
  const live = process.stdout.isTTY === true;
  let newest = "";
  const draw = () => {
    const width = (process.stdout.columns ?? 80) - 1;
    process.stdout.write(`\r\x1b[2K${`  ${name}  ${seconds(startedAt)}  ${newest}`.slice(0, width)}`);
  };
  const timer = live ? setInterval(draw, 200) : null;
  if (live) draw();
  else console.log(`  ${name} ...`);
  const end = (mark, text) => {
    if (timer !== null) clearInterval(timer);
    console.log(`${live ? "\r\x1b[2K" : ""}${mark} ${name}  ${seconds(startedAt)}${text ? `  ${text}` : ""}`);
  };
  try {
    const result = await action((line) => {
      newest = line;
    });
    end("✓", typeof result === "string" ? result : "");
    return result;
  } catch (thrown) {
    end("✗", "");
    throw thrown;
  }
}

/** The end of a long output. */
export function lastLines(output, count = 60) {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}

/** Turns a failed run into a StepFailure that says what failed and what to do about a full disk. */
export function assertRan(result, what) {
  if (result.code === 0) return result;
  if (/ENOSPC|no space left on device/i.test(result.output)) {
    throw new StepFailure(
      `${lastLines(result.output, 10)}\n\n${what} failed: the disk is full. Make room and try again.`,
    );
  }
  throw new StepFailure(`${lastLines(result.output)}\n\n${what} failed (exit code ${result.code}).`);
}
