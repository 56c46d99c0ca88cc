/**
 * Where the parts of the engine meet: an environment whose programs run on the mini cluster of this page.
 */
import { StreamExecutionEnvironment } from "../api/index";
import { LocalExecutor, type LocalEnvironmentOptions } from "./local-executor";

/**
 * An environment for one program.
 *
 *   const env = createLocalEnvironment({ seed: 7, trace: true });
 *   env.fromData(1, 2, 3).map((n) => n * 2).print();
 *   const job = env.execute("doubles");
 *   job.runToEnd();
 */
export function createLocalEnvironment(options: LocalEnvironmentOptions = {}): StreamExecutionEnvironment {
  return new StreamExecutionEnvironment(new LocalExecutor(options));
}
